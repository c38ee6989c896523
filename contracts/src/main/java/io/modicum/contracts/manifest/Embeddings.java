package io.modicum.contracts.manifest;

import java.util.List;
import java.util.Locale;

/**
 * Features of every image of a dataset. Its parts are those of its shards, named {@code
 * features-00000.npy} … and, where the backbone has logits, {@code logits-00000.npy} ….
 *
 * @param images in all shards together
 * @param shards in image order
 */
public record Embeddings(int images, int dimensions, boolean hasLogits, List<Shard> shards) {

  public Embeddings {
    shards = List.copyOf(shards);
  }

  /** A run of images: its first index and how many. */
  public record Shard(int first, int count) {}

  /** Returns the name of the part with the features of a shard. */
  public static String features(int shard) {
    return String.format(Locale.ROOT, "features-%05d.npy", shard);
  }

  /** Returns the name of the part with the logits of a shard. */
  public static String logits(int shard) {
    return String.format(Locale.ROOT, "logits-%05d.npy", shard);
  }
}
