package io.modicum.gateway.agreement;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Agreement of many annotators beyond chance for nominal labels, where items may have any number of
 * labels (Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, section C).
 */
final class KrippendorffAlpha {

  private KrippendorffAlpha() {}

  /**
   * Returns alpha, or empty where no item has two labels, or all have the same.
   *
   * @param votes {@code [items, classes]}: how often each item got each label; an item with fewer
   *     than two is left out
   */
  static OptionalDouble measure(int[][] votes) {
    double pairable = 0;
    double agreeing = 0;
    double[] given = new double[votes.length == 0 ? 0 : votes[0].length];
    for (int[] item : votes) {
      int labels = Arrays.stream(item).sum();
      if (labels > 1) {
        pairable += labels;
        for (int label = 0; label < item.length; label++) {
          given[label] += item[label];
          agreeing += (double) item[label] * (item[label] - 1) / (labels - 1);
        }
      }
    }
    double all = pairable;
    double chance = Arrays.stream(given).map(n -> n * (n - 1) / (all * (all - 1))).sum();
    return Chance.corrected(agreeing / all, chance);
  }
}
