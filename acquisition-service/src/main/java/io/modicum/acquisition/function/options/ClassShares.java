package io.modicum.acquisition.function.options;

import io.modicum.acquisition.function.BlockScores;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.vector.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many images of each predicted class a cycle takes: as even a share as the candidates allow.
 * Where a share cannot be even, the classes with the fewest labels get one more.
 */
final class ClassShares {

  private final int[] predicted;
  private final int[] share;
  private int[] left;

  /**
   * @param count how many images the cycle takes
   */
  ClassShares(Pool pool, int count) {
    Matrix probabilities = pool.probabilities().covering(pool.size(), "probabilities");
    int[] candidates = pool.candidates();
    this.predicted = predictedClasses(pool, probabilities, candidates);
    this.share = shares(available(candidates, probabilities.columns()), labelled(pool), count);
    this.left = share.clone();
  }

  private static int[] predictedClasses(Pool pool, Matrix probabilities, int... candidates) {
    int classes = probabilities.columns();
    double[] likeliest =
        BlockScores.compute(
            pool,
            List.of(probabilities),
            candidates,
            (p, offset) -> Vectors.argmax(p[0], offset, classes));
    int[] predicted = new int[pool.size()];
    for (int i = 0; i < candidates.length; i++) {
      predicted[candidates[i]] = (int) likeliest[i];
    }
    return predicted;
  }

  private int[] available(int[] candidates, int classes) {
    int[] available = new int[classes];
    for (int image : candidates) {
      available[predicted[image]]++;
    }
    return available;
  }

  private static int[] labelled(Pool pool) {
    int[] labelled = new int[pool.classes()];
    for (int label : pool.labels()) {
      labelled[label]++;
    }
    return labelled;
  }

  private static int[] shares(int[] available, int[] labelled, int count) {
    int[] shares = new int[available.length];
    for (int i = Math.min(count, Arrays.stream(available).sum()); i > 0; i--) {
      shares[
          IntStream.range(0, shares.length)
              .filter(c -> shares[c] < available[c])
              .boxed()
              .min(Comparator.<Integer>comparingInt(c -> shares[c]).thenComparing(c -> labelled[c]))
              .orElseThrow()]++;
    }
    return shares;
  }

  /** Begins to count anew. */
  void reset() {
    left = share.clone();
  }

  /** Returns whether an image's predicted class has all that it gets. */
  boolean full(int image) {
    return left[predicted[image]] <= 0;
  }

  /** Counts an image to its predicted class. */
  void take(int image) {
    left[predicted[image]]--;
  }
}
