package io.modicum.acquisition;

import io.modicum.contracts.stage.InvalidInput;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What an acquisition function may look at. Images are numbered as in the dataset, 0 to {@code pool
 * - 1}.
 *
 * @param pool images in the pool
 * @param labelled indices of the labelled images, ascending
 * @param seed decides what is random
 * @param cycle the cycle that is chosen for
 */
record Candidates(int pool, int[] labelled, long seed, int cycle) {

  Candidates {
    for (int i = 0; i < labelled.length; i++) {
      if (labelled[i] < 0 || labelled[i] >= pool || (i > 0 && labelled[i] <= labelled[i - 1])) {
        throw new InvalidInput(
            "labelled", "must be ascending indices below " + pool + ", has " + labelled[i]);
      }
    }
  }

  /** Returns the indices of the images without a label, ascending. */
  int[] unlabelled() {
    boolean[] taken = new boolean[pool];
    Arrays.stream(labelled).forEach(image -> taken[image] = true);
    return IntStream.range(0, pool).filter(image -> !taken[image]).toArray();
  }
}
