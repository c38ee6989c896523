package io.modicum.acquisition.matrix;

import io.modicum.contracts.stage.ParallelWork;
import io.modicum.contracts.vector.Distances;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The rows in a ball around each row: those nearer than a radius, itself among them. Exact, with
 * all cores. A ball is found anew whenever it is asked for, since all balls together may be far
 * larger than the heap.
 */
public final class Balls {

  private static final int CENTERS_TOGETHER = 256;

  private final Matrix matrix;
  private final int rows;
  private final Sketch sketch;
  private final double squaredRadius;

  /**
   * @param rows how many of the matrix's first rows
   * @param sketch of these rows
   */
  public Balls(Matrix matrix, int rows, Sketch sketch, double radius) {
    this.matrix = matrix;
    this.rows = rows;
    this.sketch = sketch;
    this.squaredRadius = radius * radius;
  }

  /**
   * Adds a number, for each of the centers, to every row in its ball.
   *
   * @param requireWanted runs now and then; ends the work by an exception
   */
  public void add(int number, int[] centers, AtomicIntegerArray sums, Runnable requireWanted) {
    ParallelWork.forEach(
        centers.length,
        CENTERS_TOGETHER,
        requireWanted,
        i -> forEachRow(centers[i], row -> sums.addAndGet(row, number)));
  }

  /** Returns the rows in a ball, ascending. */
  public int[] find(int center) {
    IntStream.Builder found = IntStream.builder();
    forEachRow(center, found::add);
    return found.build().toArray();
  }

  private void forEachRow(int center, IntConsumer found) {
    float[] bounds = sketch.bounds(sketch.coordinates(center));
    float[] here = matrix.row(center);
    float[] there = new float[here.length];
    for (int row = 0; row < rows; row++) {
      if (bounds[row] < squaredRadius) {
        matrix.read(row, 1, there, 0);
        if (Distances.squaredBelow(squaredRadius, here, 0, there, 0, here.length) < squaredRadius) {
          found.accept(row);
        }
      }
    }
  }

  /**
   * Returns, for each of the centers, the distance of the nearest row of another group; infinite
   * where there is none. The ball of any radius up to this one holds rows of one group only.
   *
   * @param sketch of the matrix's rows
   * @param groups of each row
   * @param requireWanted runs now and then; ends the work by an exception
   */
  public static double[] pureRadii(
      Matrix matrix, Sketch sketch, int[] groups, int[] centers, Runnable requireWanted) {
    double[] radii = new double[centers.length];
    ParallelWork.forEach(
        centers.length,
        CENTERS_TOGETHER,
        requireWanted,
        i -> radii[i] = Math.sqrt(nearestOfAnotherGroup(matrix, sketch, groups, centers[i])));
    return radii;
  }

  private static double nearestOfAnotherGroup(
      Matrix matrix, Sketch sketch, int[] groups, int center) {
    float[] bounds = sketch.bounds(sketch.coordinates(center));
    int likely = center;
    for (int row = 0; row < groups.length; row++) {
      if (groups[row] != groups[center] && (likely == center || bounds[row] < bounds[likely])) {
        likely = row;
      }
    }
    float[] here = matrix.row(center);
    float[] there = matrix.row(likely);
    double least =
        likely == center
            ? Double.POSITIVE_INFINITY
            : Distances.squared(here, 0, there, 0, here.length);
    for (int row = 0; row < groups.length; row++) {
      if (groups[row] != groups[center] && bounds[row] < least) {
        matrix.read(row, 1, there, 0);
        least = Math.min(least, Distances.squaredBelow(least, here, 0, there, 0, here.length));
      }
    }
    return least;
  }
}
