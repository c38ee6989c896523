package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.WeightedDraw;
import java.util.Arrays;

/** Random numbers that belong to an image, whatever its place in the pool and whoever is there. */
public final class Randomness {

  private Randomness() {}

  /** Returns a number of the image's own in [0, 1), another one in each cycle. */
  public static double uniform(Pool pool, int image) {
    return uniform(mix(mix(pool.seed()) + pool.cycle()), pool.indexInDataset(image));
  }

  /** Orders images that are otherwise equal, by their numbers. */
  public static int compare(Pool pool, int image, int other) {
    return Double.compare(uniform(pool, image), uniform(pool, other));
  }

  /** Returns the image's number in one of many draws of a cycle, counted from 1. */
  public static double uniform(Pool pool, int image, int draw) {
    return uniform(mix(mix(mix(pool.seed()) + pool.cycle()) - draw), pool.indexInDataset(image));
  }

  /** Returns these numbers. */
  public static WeightedDraw.Numbers of(Pool pool) {
    return (image, draw) -> uniform(pool, image, draw);
  }

  /**
   * Draws images without replacement.
   *
   * @param images ascending
   * @return at most {@code count} of them, ascending
   */
  public static int[] sample(Pool pool, int[] images, int count, int draw) {
    if (images.length <= count) {
      return images;
    }
    double[] numbers = Arrays.stream(images).mapToDouble(i -> uniform(pool, i, draw)).toArray();
    Arrays.sort(numbers);
    double limit = numbers[count];
    return Arrays.stream(images).filter(i -> uniform(pool, i, draw) < limit).toArray();
  }

  private static double uniform(long key, int image) {
    return (mix(key + image) >>> 11) * 0x1.0p-53;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
