package io.modicum.gateway.agreement;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Agreement of many annotators beyond chance, where each item has equally many labels by whomever
 * (Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin 76, 1971).
 */
final class FleissKappa {

  private FleissKappa() {}

  /**
   * Returns kappa, or empty where no item has as many labels, or all have the same.
   *
   * @param votes {@code [items, classes]}: how often each item got each label
   * @param raters labels that an item needs to be counted in; items with more or fewer are left out
   */
  static OptionalDouble measure(int[][] votes, int raters) {
    double items = 0;
    double agreeing = 0;
    double[] given = new double[votes.length == 0 ? 0 : votes[0].length];
    for (int[] item : votes) {
      if (raters > 1 && Arrays.stream(item).sum() == raters) {
        items++;
        for (int label = 0; label < item.length; label++) {
          given[label] += item[label];
          agreeing += (double) item[label] * (item[label] - 1);
        }
      }
    }
    double labels = items * raters;
    double chance = Arrays.stream(given).map(count -> count / labels).map(p -> p * p).sum();
    return Chance.corrected(agreeing / (labels * (raters - 1)), chance);
  }
}
