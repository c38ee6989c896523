package io.modicum.acquisition.function;

import io.modicum.contracts.manifest.Selection.Pick;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.DoubleFunction;

/**
 * The highest of many scores. Ties go to the lowest index; a score that is no number comes last.
 */
final class Ranking {

  private Ranking() {}

  /**
   * Returns the images of the highest scores, best first.
   *
   * @param images candidates
   * @param scores of the candidates, in their order
   * @param reason says to people why an image of this score was chosen
   */
  static List<Pick> best(int[] images, double[] scores, int count, DoubleFunction<String> reason) {
    PriorityQueue<Integer> worstFirst =
        new PriorityQueue<>((a, b) -> -compare(images, scores, a, b));
    for (int i = 0; i < images.length; i++) {
      if (worstFirst.size() < count) {
        worstFirst.add(i);
      } else if (count > 0 && compare(images, scores, i, worstFirst.peek()) < 0) {
        worstFirst.poll();
        worstFirst.add(i);
      }
    }
    List<Pick> best = new ArrayList<>(worstFirst.size());
    while (!worstFirst.isEmpty()) {
      int i = worstFirst.poll();
      best.add(new Pick(images[i], scores[i], reason.apply(scores[i])));
    }
    Collections.reverse(best);
    return best;
  }

  /** Orders by score, highest first, then by image. */
  private static int compare(int[] images, double[] scores, int a, int b) {
    int byScore = Double.compare(order(scores[b]), order(scores[a]));
    return byScore != 0 ? byScore : Integer.compare(images[a], images[b]);
  }

  private static double order(double score) {
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }
}
