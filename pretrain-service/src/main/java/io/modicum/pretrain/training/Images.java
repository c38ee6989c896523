package io.modicum.pretrain.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;
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

  /**
   * Takes some images to where a training is.
   *
   * @return uint8 {@code [indices.length, 3, height, width]}, owned by {@code scope}
   */
  PtNDArray batch(NDManager scope, int[] indices) {
    ByteBuffer pixels = scope.allocateDirect(indices.length * imageBytes());
    for (int index : indices) {
      int shard = 0;
      int place = index;
      while (place >= shards.get(shard).length / imageBytes()) {
        place -= shards.get(shard).length / imageBytes();
        shard++;
      }
      pixels.put(shards.get(shard), place * imageBytes(), imageBytes());
    }
    Shape shape = new Shape(indices.length, 3, height, width);
    return (PtNDArray) scope.create(pixels.flip(), shape, DataType.UINT8);
  }

  /** Returns views of some images, normalised: float32 {@code [indices.length, 3, h, w]}. */
  PtNDArray views(NDManager scope, int[] indices, List<View> views) {
    return ViewBatch.of(batch(scope, indices), views, mean, standardDeviation);
  }

  /** Returns the numbers 0 to {@code count - 1}. */
  int[] indices() {
    int[] indices = new int[count()];
    Arrays.setAll(indices, i -> i);
    return indices;
  }
}
