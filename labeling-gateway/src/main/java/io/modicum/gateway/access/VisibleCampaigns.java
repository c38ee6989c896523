package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import java.util.Set;

/**
 * The campaigns that somebody may know of.
 *
 * @param all whether these are all there are
 * @param campaigns the ids of the others, if not all
 */
public record VisibleCampaigns(boolean all, Set<String> campaigns) {

  public VisibleCampaigns {
    campaigns = Set.copyOf(campaigns);
  }

  public boolean includes(CampaignId campaign) {
    return all || campaigns.contains(campaign.value());
  }

  /** Returns the ids for SQL's {@code = any(?)}. */
  public String[] ids() {
    return campaigns.toArray(String[]::new);
  }
}
