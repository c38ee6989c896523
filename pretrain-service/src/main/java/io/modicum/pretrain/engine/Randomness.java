package io.modicum.pretrain.engine;

import java.util.SplittableRandom;

/**
 * Random numbers that depend only on the seed and on what they are for, never on what was drawn
 * before, so that a resumed training draws what an undisturbed one would.
 */
public final class Randomness {

  private Randomness() {}

  /** Returns the stream of random numbers for a purpose, e.g. an epoch, a step and an image. */
  public static SplittableRandom of(long seed, long... purpose) {
    long state = mix(seed);
    for (long part : purpose) {
      state = mix(state ^ mix(part + 0x9e3779b97f4a7c15L));
    }
    return new SplittableRandom(state);
  }

  /** Shuffles in place (Fisher and Yates). */
  public static int[] shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
    return values;
  }

  /** Returns a standard normal number (Box and Muller 1958). */
  public static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  /** The finaliser of SplitMix64 (Steele et al. 2014). */
  private static long mix(long z) {
    long mixed = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
