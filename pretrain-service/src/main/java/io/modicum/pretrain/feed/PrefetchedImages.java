package io.modicum.pretrain.feed;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Images that stay where they are; while the device works on a batch, a thread gathers the next.
 */
final class PrefetchedImages implements ImageFeed {

  private final Images images;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "image-reader");
            thread.setDaemon(true);
            return thread;
          });

  /** The batch that the device works on, and the one that is being gathered. */
  private final ByteBuffer[] buffers = {ByteBuffer.allocate(0), ByteBuffer.allocate(0)};

  PrefetchedImages(Images images) {
    this.images = images;
  }

  @Override
  public ImageFormat format() {
    return images.format();
  }

  @Override
  public int count() {
    return images.count();
  }

  @Override
  public Pass pass(Iterator<int[]> batches) {
    return new Prefetching(batches);
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }

  private record Gathered(int[] indices, ByteBuffer pixels) {}

  private final class Prefetching implements Pass {

    private final Iterator<int[]> batches;
    private int buffer;
    private CompletableFuture<Gathered> coming;

    Prefetching(Iterator<int[]> batches) {
      this.batches = batches;
      coming = CompletableFuture.supplyAsync(this::gather, reader);
    }

    @Override
    public Batch next(NDManager scope) {
      Gathered ready = coming.join();
      coming = CompletableFuture.supplyAsync(this::gather, reader);
      ImageFormat format = images.format();
      Shape shape = new Shape(ready.indices().length, 3, format.height(), format.width());
      PtNDArray pixels = (PtNDArray) scope.create(ready.pixels(), shape, DataType.UINT8);
      return new Batch(ready.indices(), pixels);
    }

    private Gathered gather() {
      int[] indices = batches.next();
      int bytes = Math.multiplyExact(indices.length, images.format().bytes());
      if (buffers[buffer].capacity() < bytes) {
        buffers[buffer] = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      }
      ByteBuffer pixels = buffers[buffer].clear();
      images.copy(indices, pixels);
      buffer = 1 - buffer;
      return new Gathered(indices, pixels.flip());
    }
  }
}
