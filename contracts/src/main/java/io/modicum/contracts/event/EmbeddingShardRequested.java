package io.modicum.contracts.event;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;

/**
 * The images of one dataset shard wait to be embedded; any replica may take it. Keyed by backbone
 * and shard, so that a campaign's shards spread over the partitions.
 *
 * @param shard index of the dataset shard, 0 to {@code shards - 1}
 * @param shards how many shards make the embedding complete
 */
public record EmbeddingShardRequested(
    CampaignId campaign,
    DatasetId dataset,
    Mode mode,
    int cycle,
    BackboneId backbone,
    int shard,
    int shards)
    implements CampaignEvent {

  @Override
  public int cycleOrNone() {
    return cycle;
  }

  @Override
  public String key() {
    return backbone + "/" + shard;
  }
}
