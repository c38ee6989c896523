package io.modicum.contracts.event;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;

/**
 * The features of every image stand.
 *
 * @param manifest object key of the manifest, a {@code Manifest<Embeddings>}
 */
public record EmbeddingsReady(
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
