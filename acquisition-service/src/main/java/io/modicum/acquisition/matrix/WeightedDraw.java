package io.modicum.acquisition.matrix;

import java.util.function.IntToDoubleFunction;

/**
 * Draws rows with odds in proportion to their weights, by random numbers that belong to the rows:
 * each waits for a time that is exponentially distributed with its weight as the rate, and the
 * first is drawn. So a draw depends neither on the order of the rows nor on who else is there.
 */
public final class WeightedDraw {

  private final Numbers numbers;
  private final int rows;

  /** Random numbers of rows. */
  @FunctionalInterface
  public interface Numbers {

    /**
     * Returns a number in [0, 1).
     *
     * @param draw counted from 1
     */
    double uniform(int row, int draw);
  }

  /** Draws from as many rows. */
  public WeightedDraw(int rows, Numbers numbers) {
    this.rows = rows;
    this.numbers = numbers;
  }

  /**
   * Returns a row, with all cores; -1 where no weight is above 0.
   *
   * @param draw counted from 1
   * @param weights of the rows, none negative; where one is no number, its row is not drawn
   */
  public int row(int draw, IntToDoubleFunction weights) {
    int[] firsts =
        Blocks.parallel(rows)
            .map(block -> firstOf(block, draw, weights))
            .filter(i -> i >= 0)
            .toArray();
    int first = -1;
    double shortest = Double.POSITIVE_INFINITY;
    for (int row : firsts) {
      double time = time(numbers.uniform(row, draw), weights.applyAsDouble(row));
      if (time < shortest) {
        first = row;
        shortest = time;
      }
    }
    return first;
  }

  private int firstOf(int block, int draw, IntToDoubleFunction weights) {
    int first = -1;
    double shortest = Double.POSITIVE_INFINITY;
    int end = block * Blocks.ROWS + Blocks.rows(block, rows);
    for (int row = block * Blocks.ROWS; row < end; row++) {
      double weight = weights.applyAsDouble(row);
      double number = numbers.uniform(row, draw);
      // -ln(1 - u) is at least u, so that few logarithms need be taken.
      if (weight > 0 && number < shortest * weight) {
        double time = time(number, weight);
        if (time < shortest) {
          first = row;
          shortest = time;
        }
      }
    }
    return first;
  }

  private static double time(double number, double weight) {
    return -Math.log1p(-number) / weight;
  }
}
