package io.modicum.contracts.event;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;

/**
 * A part of a large pool waits to be ranked for a cycle; any replica may take it. Keyed by
 * campaign, cycle and part, so that a cycle's parts spread over the partitions.
 *
 * @param part index of the part, 0 to {@code parts - 1}
 * @param parts into how many the pool is divided
 */
public record SelectionPartRequested(
    CampaignId campaign, DatasetId dataset, int cycle, int part, int parts)
    implements CampaignEvent {

  @Override
  public int cycleOrNone() {
    return cycle;
  }

  @Override
  public String key() {
    return campaign + "/" + cycle + "/" + part;
  }
}
