package io.modicum.pretrain.feed;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import io.modicum.pretrain.engine.TorchEngine;
import java.util.Iterator;

/** Brings the images of a training to its device, a batch at a time. Not thread-safe. */
public interface ImageFeed extends AutoCloseable {

  /**
   * Feeds images from the device's own memory if they fit, else from where they are.
   *
   * @param mostResidentBytes how much of the device's memory they may take
   */
  static ImageFeed of(TorchEngine engine, Images images, long mostResidentBytes) {
    return images.bytes() <= mostResidentBytes
        ? new ResidentImages(engine, images)
        : new PrefetchedImages(images);
  }

  ImageFormat format();

  /** Returns how many images there are. */
  int count();

  /**
   * Starts to give batches; ends the pass before it.
   *
   * @param batches which images make each batch
   */
  Pass pass(Iterator<int[]> batches);

  @Override
  void close();

  /** A run over some batches. */
  @FunctionalInterface
  interface Pass {

    /**
     * Returns the next batch, of which there must be one.
     *
     * @param scope who will own it; to be closed before the batch after it is asked for
     */
    Batch next(NDManager scope);
  }

  /**
   * Images on the device.
   *
   * @param indices which ones
   * @param pixels uint8 {@code [indices.length, 3, height, width]}
   */
  record Batch(int[] indices, PtNDArray pixels) {}
}
