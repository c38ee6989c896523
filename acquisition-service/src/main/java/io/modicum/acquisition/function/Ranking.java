package io.modicum.acquisition.function;

import io.modicum.contracts.manifest.Selection.Pick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * The highest of many scores. Of equal ones those come first whose random numbers are lower, so
 * that images that nobody can tell apart are drawn; a score that is no number comes last.
 */
public final class Ranking {

  private Ranking() {}

  /**
   * Returns the images of the highest scores, best first.
   *
   * @param images candidates, ascending
   * @param scores of the candidates, in their order
   * @param reason says to people why an image of this score was chosen
   */
  public static List<Pick> best(
      Pool pool, int[] images, double[] scores, int count, DoubleFunction<String> reason) {
    double lowest = lowestOfBest(scores, count);
    List<Integer> best = new ArrayList<>();
    for (int i = 0; i < images.length; i++) {
      if (order(scores[i]) >= lowest) {
        best.add(i);
      }
    }
    return best.stream()
        .sorted(
            Comparator.<Integer>comparingDouble(i -> -order(scores[i]))
                .thenComparing((i, k) -> Randomness.compare(pool, images[i], images[k])))
        .limit(count)
        .map(i -> new Pick(images[i], scores[i], reason.apply(scores[i])))
        .toList();
  }

  /**
   * Returns the image of the highest score.
   *
   * @param images at least one
   */
  public static int highest(Pool pool, int[] images, IntToDoubleFunction scores) {
    return images[
        highest(pool, images.length, i -> images[i], i -> scores.applyAsDouble(images[i]))];
  }

  /**
   * Returns the position of the highest of some scores.
   *
   * @param count of positions, at least one
   * @param images the image of a position
   * @param scores the score of a position
   */
  public static int highest(
      Pool pool, int count, IntUnaryOperator images, IntToDoubleFunction scores) {
    int highest = 0;
    double score = order(scores.applyAsDouble(0));
    for (int i = 1; i < count; i++) {
      double other = order(scores.applyAsDouble(i));
      if (other > score
          || (other == score
              && Randomness.compare(pool, images.applyAsInt(i), images.applyAsInt(highest)) < 0)) {
        highest = i;
        score = other;
      }
    }
    return highest;
  }

  /**
   * Returns the images, ascending, whose true scores may be among the highest.
   *
   * @param images candidates, ascending
   * @param scores of the candidates, in their order; one that is no number may be any
   * @param error the most that a score is off
   */
  public static int[] likelyBest(int[] images, double[] scores, int count, double error) {
    double limit = lowestOfBest(scores, count) - 2 * error;
    int[] likely = new int[images.length];
    int found = 0;
    for (int i = 0; i < images.length; i++) {
      if (!(scores[i] < limit)) {
        likely[found++] = images[i];
      }
    }
    return Arrays.copyOf(likely, found);
  }

  /** Returns the lowest of the {@code count} highest scores; −∞ where there are not so many. */
  private static double lowestOfBest(double[] scores, int count) {
    if (count == 0 || count > scores.length) {
      return count == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    double[] kept = new double[(int) Math.min(scores.length, 2L * count)];
    int size = 0;
    double lowest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      if (size < count || score > lowest) {
        kept[size++] = order(score);
        if (size == kept.length) {
          Arrays.sort(kept);
          System.arraycopy(kept, size - count, kept, 0, count);
          size = count;
          lowest = kept[0];
        }
      }
    }
    Arrays.sort(kept, 0, size);
    return kept[size - count];
  }

  private static double order(double score) {
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }
}
