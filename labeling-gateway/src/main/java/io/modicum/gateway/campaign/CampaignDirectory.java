package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.access.CampaignPath;
import io.modicum.gateway.access.KnownCampaigns;
import io.modicum.gateway.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The campaigns that requests name. */
@ApplicationScoped
public class CampaignDirectory implements KnownCampaigns {

  private final CampaignTable table;
  private final Map<CampaignId, RegisteredCampaign> recalled = new ConcurrentHashMap<>();

  CampaignDirectory(CampaignTable table) {
    this.table = table;
  }

  @Override
  public boolean contain(CampaignId campaign) {
    return table.find(campaign).isPresent();
  }

  /** Returns a campaign as it is now. */
  public RegisteredCampaign require(String id) {
    return table.find(CampaignPath.idOf(id)).orElseThrow(() -> CampaignPath.unknown(id));
  }

  /** Returns a campaign whose images people label, in its state of when it was first asked for. */
  public RegisteredCampaign askingPeople(String id) {
    RegisteredCampaign campaign = recall(id);
    if (campaign.simulated()) {
      throw Problem.of(
              409,
              "campaign '" + id + "' is answered by a simulated oracle; start one with annotators")
          .refusal();
    }
    return campaign;
  }

  /**
   * Saves labelling a question for each request: nothing of a campaign changes but its state and
   * outcome.
   */
  private RegisteredCampaign recall(String id) {
    CampaignId key = CampaignPath.idOf(id);
    RegisteredCampaign known = recalled.get(key);
    if (known != null) {
      return known;
    }
    RegisteredCampaign found = require(id);
    recalled.put(key, found);
    return found;
  }

  /** Recalls a campaign no more, since it was deleted, maybe by another gateway. */
  public void forget(CampaignId id) {
    recalled.remove(id);
  }
}
