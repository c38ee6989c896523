package io.modicum.pretrain.augmentation;

import io.modicum.pretrain.engine.Randomness;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random changes to images that keep what they show. */
@FunctionalInterface
interface Augmentation {

  /** Draws how one image is to be seen. */
  View draw(SplittableRandom random);

  /**
   * Draws how each image of a batch is to be seen.
   *
   * @param purpose what the random numbers are for; each image draws its own
   */
  default List<View> batch(int count, long seed, long... purpose) {
    long batchSeed = Randomness.of(seed, purpose).nextLong();
    return IntStream.range(0, count).mapToObj(i -> draw(Randomness.of(batchSeed, i))).toList();
  }
}
