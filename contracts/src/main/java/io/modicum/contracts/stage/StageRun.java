package io.modicum.contracts.stage;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import java.util.Optional;

/**
 * One asking for a stage's output.
 *
 * @param stage what is done, e.g. {@code pretrain}; a bounded set, since metrics are labelled with
 *     it
 * @param subject the campaign or dataset that asks
 * @param cycle the cycle, or -1
 * @param campaign whose work it is, which ends with the campaign; empty for a dataset's
 */
public record StageRun(String stage, String subject, int cycle, Optional<CampaignId> campaign) {

  /** A run that no campaign asked for. */
  public StageRun(String stage, String subject, int cycle) {
    this(stage, subject, cycle, Optional.empty());
  }

  /** A campaign's run. */
  public StageRun(String stage, CampaignId campaign, int cycle) {
    this(stage, campaign.value(), cycle, Optional.of(campaign));
  }

  /** The first object of a campaign that its deletion removes is its specification. */
  void requireCampaign(ObjectStore store) {
    campaign.ifPresent(
        id -> {
          if (store.find(ObjectKeys.specification(id)).isEmpty()) {
            throw new CampaignGone(id);
          }
        });
  }
}
