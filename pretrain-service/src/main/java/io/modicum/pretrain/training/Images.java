package io.modicum.pretrain.training;

import java.util.Arrays;
import java.util.List;

/**
 * Images in memory, as unsigned bytes. Thread-safe.
 *
 * @param mean of each channel, in [0, 1]
 * @param standardDeviation of each channel, in [0, 1]
 */
record Images(
    int height, int width, List<byte[]> shards, List<Double> mean, List<Double> standardDeviation) {

  Images {
    shards = List.copyOf(shards);
  }

  int imageBytes() {
    return 3 * height * width;
  }

  int count() {
    return (int) (shards.stream().mapToLong(shard -> shard.length).sum() / imageBytes());
  }

  /** Copies image {@code index} into {@code planes}, {@code [3, height, width]} in [0, 1]. */
  void read(int index, float[] planes) {
    int shard = 0;
    int place = index;
    while (place >= shards.get(shard).length / imageBytes()) {
      place -= shards.get(shard).length / imageBytes();
      shard++;
    }
    byte[] bytes = shards.get(shard);
    int offset = place * imageBytes();
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (bytes[offset + i] & 0xff) / 255f;
    }
  }

  /** Returns how to normalise a channel: subtract [0], multiply by [1]. */
  float[] normalisation(int channel) {
    return new float[] {
      mean.get(channel).floatValue(), (float) (1 / standardDeviation.get(channel))
    };
  }

  /** Returns the numbers 0 to {@code count - 1}. */
  int[] indices() {
    int[] indices = new int[count()];
    Arrays.setAll(indices, i -> i);
    return indices;
  }
}
