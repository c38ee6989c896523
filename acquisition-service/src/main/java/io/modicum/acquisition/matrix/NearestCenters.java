package io.modicum.acquisition.matrix;

import io.modicum.contracts.vector.Distances;
import java.util.Arrays;

/**
 * The squared distance of each row from the nearest of the centers so far, exact in double
 * precision. A new center costs a look at the {@link Sketch} of every row, and at those whole rows
 * that it may be nearest to. Not thread-safe.
 */
public final class NearestCenters {

  private final Matrix matrix;
  private final int rows;
  private final Sketch sketch;
  private final double[] squaredDistances;
  private final int[] centers;
  private int added;

  /**
   * @param rows how many of the matrix's first rows
   * @param sketch of these rows
   */
  public NearestCenters(Matrix matrix, int rows, Sketch sketch) {
    this.matrix = matrix;
    this.rows = rows;
    this.sketch = sketch;
    this.squaredDistances = new double[rows];
    this.centers = new int[rows];
    Arrays.fill(squaredDistances, Double.POSITIVE_INFINITY);
  }

  /** Takes one more center, with all cores. */
  public void add(float[] center) {
    float[] coordinates = sketch.coordinates(center);
    Blocks.parallel(rows).forEach(block -> add(center, coordinates, block));
    added++;
  }

  private void add(float[] center, float[] coordinates, int block) {
    int first = block * Blocks.ROWS;
    int count = Blocks.rows(block, rows);
    float[] bounds = new float[count];
    float[] row = new float[center.length];
    sketch.bounds(block, coordinates, bounds);
    for (int i = 0; i < count; i++) {
      if (bounds[i] < squaredDistances[first + i]) {
        matrix.read(first + i, 1, row, 0);
        double squared =
            Distances.squaredBelow(squaredDistances[first + i], row, 0, center, 0, center.length);
        if (squared < squaredDistances[first + i]) {
          squaredDistances[first + i] = squared;
          centers[first + i] = added;
        }
      }
    }
  }

  /** Returns how far a row is from the nearest center, squared; infinite before the first. */
  public double squaredDistance(int row) {
    return squaredDistances[row];
  }

  /** Returns which center is the nearest to a row, counted from 0; the earlier one of two. */
  public int center(int row) {
    return centers[row];
  }
}
