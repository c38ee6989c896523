package io.modicum.contracts.event;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;

/**
 * A backbone stands: pretrained once (cycle 0), or trained from scratch for a cycle.
 *
 * @param manifest object key of its manifest, a {@code Manifest<Backbone>}
 */
public record BackboneReady(
    CampaignId campaign,
    DatasetId dataset,
    Mode mode,
    int cycle,
    BackboneId backbone,
    String manifest)
    implements CampaignEvent {

  @Override
  public int cycleOrNone() {
    return cycle;
  }
}
