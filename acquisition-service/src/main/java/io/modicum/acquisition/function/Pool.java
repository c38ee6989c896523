package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import java.util.List;

/**
 * What an acquisition function may look at. Images are numbered from 0 to {@code size() - 1}. What
 * a function does not ask for is not read from the store.
 */
public interface Pool {

  /**
   * Returns the index in the dataset of an image of this pool, which may be a part of it. What is
   * drawn at random goes by it.
   */
  default int indexInDataset(int image) {
    return image;
  }

  /** Returns how many images the pool has. */
  int size();

  /** Returns the indices of the labelled images, ascending. */
  int[] labelled();

  /** Returns the indices of the images that may be chosen, ascending; none is labelled. */
  int[] candidates();

  /** Returns the decided class of each labelled image, in the order of {@link #labelled}. */
  int[] labels();

  /** Returns how many classes there are. */
  int classes();

  /**
   * Returns the features {@code [at least size, d]}, standardised over the pool: as the classifier
   * sees them.
   */
  Matrix features();

  /** Returns the class probabilities {@code [size, classes]} of the latest classifier. */
  Matrix probabilities();

  /**
   * Returns the class probabilities, each {@code [size, classes]}, of the classifiers that were
   * fitted on bootstrap samples of the labels.
   */
  List<Matrix> committee();

  /** Returns the true class of each image, -1 where unknown; for benchmarks only. */
  int[] truth();

  /** Returns what decides all that is random. */
  long seed();

  /** Returns the cycle that is chosen for, counted from 0. */
  int cycle();

  /**
   * Ends a choice that nobody waits for any more by an exception. Functions call it between the
   * steps of long work, from the thread that called them.
   */
  default void requireCampaign() {}
}
