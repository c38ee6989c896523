package io.modicum.pretrain.method;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.export.FoldedResNet;

/**
 * A training of a backbone on images without labels. The same images, settings and seed give the
 * same backbone. Not thread-safe; {@link #close} frees its tensors, not the images.
 */
public interface SelfSupervised extends AutoCloseable {

  /**
   * How far an epoch is.
   *
   * @param loss mean of the steps so far
   * @param outputDeviation standard deviation of the normalised embedding's channels times the root
   *     of their number: near 1 is sound, near 0 is collapse (Chen and He 2021, section 4.1)
   */
  record Measurement(double loss, double outputDeviation, double imagesPerSecond) {}

  /**
   * Trains one epoch.
   *
   * @param epoch counted from 0
   * @return the epoch's end
   * @throws InvalidInput if the loss or a weight is no number any more
   */
  Measurement train(int epoch, Progress progress);

  /**
   * Returns the accuracy of nearest neighbours in the backbone's features as they are now.
   *
   * @param requireWanted runs between the steps; ends the work by an exception
   */
  double neighbourAccuracy(NearestNeighbours neighbours, Runnable requireWanted);

  /** Returns all that the next epoch depends on. */
  byte[] state();

  /**
   * Goes on from a state that a training with the same settings left.
   *
   * @param name where it comes from, for the message
   * @throws InvalidInput if the state is broken, or another training's; nothing is changed then
   */
  void restore(String name, byte[] state);

  /** Returns the backbone as it is in inference. */
  FoldedResNet backbone();

  @Override
  void close();
}
