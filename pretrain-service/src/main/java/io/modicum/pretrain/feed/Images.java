package io.modicum.pretrain.feed;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Images in the host's memory or mapped from files. Thread-safe.
 *
 * @param shards uint8 {@code [n, 3, height, width]} each, from position 0 to the limit
 */
public record Images(ImageFormat format, List<ByteBuffer> shards) {

  public Images {
    shards = List.copyOf(shards);
  }

  public int count() {
    return Math.toIntExact(bytes() / format.bytes());
  }

  public long bytes() {
    return shards.stream().mapToLong(ByteBuffer::limit).sum();
  }

  /** Appends some images to {@code target}. */
  void copy(int[] indices, ByteBuffer target) {
    for (int index : indices) {
      int shard = 0;
      int place = index;
      while (place >= shards.get(shard).limit() / format.bytes()) {
        place -= shards.get(shard).limit() / format.bytes();
        shard++;
      }
      target.put(shards.get(shard).slice(place * format.bytes(), format.bytes()));
    }
  }

  /**
   * Returns some images as they are.
   *
   * @return uint8 {@code [indices.length, 3, height, width]}, owned by {@code scope}
   */
  public PtNDArray pixels(NDManager scope, int[] indices) {
    ByteBuffer pixels = scope.allocateDirect(indices.length * format.bytes());
    copy(indices, pixels);
    Shape shape = new Shape(indices.length, 3, format.height(), format.width());
    return (PtNDArray) scope.create(pixels.flip(), shape, DataType.UINT8);
  }

  /** Returns the numbers 0 to {@code count - 1}. */
  public int[] indices() {
    int[] indices = new int[count()];
    Arrays.setAll(indices, i -> i);
    return indices;
  }
}
