package io.modicum.contracts.event;

import io.modicum.contracts.campaign.DatasetId;
import java.util.Optional;

/**
 * Some images of a dataset wait to be packed; any replica may take them. Keyed by dataset and
 * shard, so that a dataset's shards spread over the partitions.
 *
 * @param source object key of what the dataset's source reads
 * @param plan object key of the manifest that tells the images of each shard
 * @param shard index of the shard, 0 to {@code shards - 1}
 * @param shards how many shards make the dataset complete
 */
public record PackingShardRequested(
    DatasetId dataset, String source, String plan, int shard, int shards) implements Event {

  @Override
  public String subject() {
    return dataset.value();
  }

  @Override
  public String key() {
    return dataset + "/" + shard;
  }

  @Override
  public Optional<String> wantedWhile() {
    return Optional.of(source);
  }
}
