package io.modicum.pretrain.feed;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.pretrain.engine.TorchEngine;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;

/** Images that all stay in the memory of the training's device. */
final class ResidentImages implements ImageFeed {

  private final NDManager manager;
  private final ImageFormat format;

  /** Uint8 {@code [count, bytes of an image]}. */
  private final PtNDArray resident;

  /** Takes the images to the device; they are not needed any more then. */
  ResidentImages(TorchEngine engine, Images images) {
    manager = engine.newManager();
    format = images.format();
    Shape all = new Shape(images.count(), format.bytes());
    resident = (PtNDArray) manager.create(all, DataType.UINT8);
    long first = 0;
    for (ByteBuffer shard : images.shards()) {
      long count = shard.limit() / format.bytes();
      try (NDManager scope = manager.newSubManager()) {
        Shape shape = new Shape(count, format.bytes());
        resident.set(
            new NDIndex("{}:{}", first, first + count),
            scope.create(shard.duplicate(), shape, DataType.UINT8));
      }
      first += count;
    }
  }

  @Override
  public ImageFormat format() {
    return format;
  }

  @Override
  public int count() {
    return (int) resident.getShape().get(0);
  }

  @Override
  public Pass pass(Iterator<int[]> batches) {
    return scope -> {
      int[] indices = batches.next();
      long[] rows = Arrays.stream(indices).asLongStream().toArray();
      // The look-up of an embedding is a selection of rows, be they bytes.
      PtNDArray chosen = JniUtils.embedding((PtNDArray) scope.create(rows), resident, false);
      Shape shape = new Shape(indices.length, 3, format.height(), format.width());
      return new Batch(indices, (PtNDArray) chosen.reshape(shape));
    };
  }

  @Override
  public void close() {
    manager.close();
  }
}
