package io.modicum.contracts.manifest;

/**
 * Features of one dataset shard: part {@link #FEATURES} float32 {@code [count, dimensions]} and,
 * where the backbone has logits, part {@link #LOGITS} float32 {@code [count, classes]}.
 *
 * @param first index of its first image
 */
public record EmbeddingShard(int shard, int first, int count, int dimensions) {

  public static final String FEATURES = "features.npy";
  public static final String LOGITS = "logits.npy";
}
