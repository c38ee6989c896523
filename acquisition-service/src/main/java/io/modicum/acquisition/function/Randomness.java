package io.modicum.acquisition.function;

/** Random numbers that belong to an image, so that no other image's presence changes them. */
final class Randomness {

  private Randomness() {}

  /** Returns a number of the image's own in [0, 1), another one in each cycle. */
  static double uniform(Pool pool, int image) {
    return (mix(mix(mix(pool.seed()) + pool.cycle()) + image) >>> 11) * 0x1.0p-53;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
