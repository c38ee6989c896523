package io.modicum.contracts.event;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;

/**
 * Images wait for labels.
 *
 * @param selection object key of the manifest, a {@code Manifest<Selection>}
 * @param images how many images it names
 */
public record LabelsRequested(
    CampaignId campaign, DatasetId dataset, int cycle, String selection, int images)
    implements CampaignEvent {

  @Override
  public int cycleOrNone() {
    return cycle;
  }
}
