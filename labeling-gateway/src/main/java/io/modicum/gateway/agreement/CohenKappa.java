package io.modicum.gateway.agreement;

import java.util.OptionalDouble;

/**
 * Agreement of two annotators beyond what chance would give: 1 is perfect, 0 is chance (Cohen, "A
 * coefficient of agreement for nominal scales", Educational and Psychological Measurement 20,
 * 1960).
 */
final class CohenKappa {

  private CohenKappa() {}

  /**
   * Returns kappa, or empty where there is no item, or chance alone already agrees on all.
   *
   * @param counts {@code [classes, classes]}: items that one annotator put into the class of the
   *     row and the other into that of the column
   */
  static OptionalDouble measure(int[][] counts) {
    double items = 0;
    double same = 0;
    double[] rows = new double[counts.length];
    double[] columns = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      same += counts[i][i];
      for (int j = 0; j < counts.length; j++) {
        items += counts[i][j];
        rows[i] += counts[i][j];
        columns[j] += counts[i][j];
      }
    }
    double chance = 0;
    for (int i = 0; i < counts.length; i++) {
      chance += rows[i] * columns[i];
    }
    return Chance.corrected(same / items, chance / (items * items));
  }
}
