package io.modicum.acquisition.matrix;

import io.modicum.contracts.stage.ParallelWork;
import io.modicum.contracts.vector.Distances;
import java.util.Arrays;

/** How near rows are to their nearest neighbours; exact, with all cores. */
public final class Neighbours {

  /** Rows that one core looks at before it takes others. */
  private static final int TASK_ROWS = 16;

  private static final int TASKS_TOGETHER = 64;

  private final Matrix matrix;
  private final int[] rows;
  private final Sketch sketch;
  private final int count;
  private final double[] means;

  private Neighbours(Matrix matrix, int[] rows, Sketch sketch, int count) {
    this.matrix = matrix;
    this.rows = rows;
    this.sketch = sketch;
    this.count = count;
    this.means = new double[rows.length];
  }

  /**
   * Returns the mean of the squared distances of each row from its nearest others.
   *
   * @param sketch of the matrix
   * @param rows among which to look, each once
   * @param count of nearest others, less than there are rows
   * @param requireWanted runs now and then; ends the work by an exception
   */
  public static double[] meanSquaredDistances(
      Matrix matrix, Sketch sketch, int[] rows, int count, Runnable requireWanted) {
    if (count > 0) {
      Neighbours neighbours = new Neighbours(matrix, rows, sketch.select(rows), count);
      ParallelWork.forEach(
          (rows.length + TASK_ROWS - 1) / TASK_ROWS,
          TASKS_TOGETHER,
          requireWanted,
          task -> neighbours.measure(task * TASK_ROWS));
      return neighbours.means;
    }
    return new double[rows.length];
  }

  private void measure(int first) {
    float[] here = new float[matrix.columns()];
    float[] there = new float[matrix.columns()];
    for (int i = first; i < Math.min(first + TASK_ROWS, rows.length); i++) {
      float[] bounds = sketch.bounds(sketch.coordinates(i));
      bounds[i] = Float.POSITIVE_INFINITY;
      matrix.read(rows[i], 1, here, 0);
      means[i] = mean(bounds, here, there);
    }
  }

  /** Returns the mean of the least squared distances, given a lower bound of each. */
  private double mean(float[] bounds, float[] here, float[] there) {
    double[] least = new double[count];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int other : lowest(bounds)) {
      insert(squaredBelow(least[count - 1], other, here, there), least);
      bounds[other] = Float.POSITIVE_INFINITY;
    }
    for (int other = 0; other < bounds.length; other++) {
      if (bounds[other] < least[count - 1]) {
        insert(squaredBelow(least[count - 1], other, here, there), least);
      }
    }
    return Arrays.stream(least).sum() / count;
  }

  private double squaredBelow(double limit, int other, float[] here, float[] there) {
    matrix.read(rows[other], 1, there, 0);
    return Distances.squaredBelow(limit, here, 0, there, 0, here.length);
  }

  /** Returns the rows of the lowest bounds, which are likely to be the nearest. */
  private int[] lowest(float[] bounds) {
    int[] lowest = new int[count];
    int found = 0;
    for (int row = 0; row < bounds.length; row++) {
      if (bounds[row] < Float.POSITIVE_INFINITY
          && (found < count || bounds[row] < bounds[lowest[found - 1]])) {
        found = Math.min(found + 1, count);
        int place = found - 1;
        for (; place > 0 && bounds[lowest[place - 1]] > bounds[row]; place--) {
          lowest[place] = lowest[place - 1];
        }
        lowest[place] = row;
      }
    }
    return lowest;
  }

  /** Puts a number into an ascending array, whose last one falls out. */
  private static void insert(double value, double[] ascending) {
    int place = ascending.length - 1;
    if (value < ascending[place]) {
      for (; place > 0 && ascending[place - 1] > value; place--) {
        ascending[place] = ascending[place - 1];
      }
      ascending[place] = value;
    }
  }
}
