package io.modicum.contracts.event;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;

/**
 * All images asked for in a cycle are decided.
 *
 * @param labels object key of the manifest, a {@code Manifest<LabelledSet>}
 */
public record LabelsCompleted(
    CampaignId campaign, DatasetId dataset, Mode mode, int cycle, String labels)
    implements CampaignEvent {

  @Override
  public int cycleOrNone() {
    return cycle;
  }
}
