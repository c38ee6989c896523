package io.modicum.acquisition.matrix;

import io.modicum.contracts.stage.ParallelWork;
import io.modicum.contracts.vector.Distances;
import java.util.Arrays;

/**
 * k-means clustering: the k-means++ start (Arthur and Vassilvitskii 2007), then Lloyd's iterations
 * until no row changes its cluster. Exact: a center is left out only where the {@link Sketch} shows
 * that it is farther away than the row's present one. A cluster that loses all its rows keeps its
 * center.
 */
public final class KMeans {

  private static final int BLOCKS_TOGETHER = 64;

  private final Matrix matrix;
  private final int rows;
  private final Sketch sketch;
  private final Runnable requireWanted;
  private final int[] clusters;
  private final double[] squaredDistances;
  private float[][] centers;
  private double[][] sums;
  private int[] sizes;

  private KMeans(Matrix matrix, int rows, Sketch sketch, Runnable requireWanted) {
    this.matrix = matrix;
    this.rows = rows;
    this.sketch = sketch;
    this.requireWanted = requireWanted;
    this.clusters = new int[rows];
    this.squaredDistances = new double[rows];
  }

  /**
   * Clusters a matrix's first rows, with all cores.
   *
   * @param sketch of these rows
   * @param count of clusters, at least 1; there are fewer where fewer rows differ
   * @param iterations the most there may be
   * @param numbers draw the rows that are the first centers
   * @param requireWanted runs between the steps; ends the work by an exception
   */
  public static Clusters cluster(
      Matrix matrix,
      int rows,
      Sketch sketch,
      int count,
      int iterations,
      WeightedDraw.Numbers numbers,
      Runnable requireWanted) {
    KMeans means = new KMeans(matrix, rows, sketch, requireWanted);
    means.start(count, new WeightedDraw(rows, numbers));
    int done = 0;
    boolean moved = true;
    while (moved && done < iterations) {
      means.moveCenters();
      moved = means.assign();
      done++;
    }
    return new Clusters(means.clusters, means.centers, means.squaredDistances, done);
  }

  private void start(int count, WeightedDraw draws) {
    NearestCenters nearest = new NearestCenters(matrix, rows, sketch);
    float[][] drawn = new float[count][];
    int found = 0;
    int next = draws.row(1, any -> 1);
    while (next >= 0) {
      requireWanted.run();
      drawn[found] = matrix.row(next);
      nearest.add(drawn[found]);
      found++;
      next = found < count ? draws.row(found + 1, nearest::squaredDistance) : -1;
    }
    centers = Arrays.copyOf(drawn, found);
    sums = new double[found][matrix.columns()];
    sizes = new int[found];
    float[] values = new float[matrix.columns()];
    for (int row = 0; row < rows; row++) {
      squaredDistances[row] = nearest.squaredDistance(row);
      clusters[row] = nearest.center(row);
      matrix.read(row, 1, values, 0);
      add(1, values, clusters[row]);
    }
  }

  private void add(int times, float[] values, int cluster) {
    double[] sum = sums[cluster];
    for (int i = 0; i < values.length; i++) {
      sum[i] += times * (double) values[i];
    }
    sizes[cluster] += times;
  }

  private void moveCenters() {
    for (int cluster = 0; cluster < centers.length; cluster++) {
      if (sizes[cluster] > 0) {
        float[] center = new float[matrix.columns()];
        for (int i = 0; i < center.length; i++) {
          center[i] = (float) (sums[cluster][i] / sizes[cluster]);
        }
        centers[cluster] = center;
      }
    }
  }

  /** Takes each row to its nearest center; returns whether any row changed its cluster. */
  private boolean assign() {
    float[][] coordinates = new float[centers.length][];
    Arrays.setAll(coordinates, cluster -> sketch.coordinates(centers[cluster]));
    int[] before = clusters.clone();
    ParallelWork.forEach(
        Blocks.count(rows), BLOCKS_TOGETHER, requireWanted, block -> assign(block, coordinates));
    boolean moved = false;
    float[] values = new float[matrix.columns()];
    for (int row = 0; row < rows; row++) {
      if (clusters[row] != before[row]) {
        moved = true;
        matrix.read(row, 1, values, 0);
        add(-1, values, before[row]);
        add(1, values, clusters[row]);
      }
    }
    return moved;
  }

  private void assign(int block, float[][] coordinates) {
    int first = block * Blocks.ROWS;
    int count = Blocks.rows(block, rows);
    int columns = matrix.columns();
    float[] bounds = new float[count];
    float[] values = new float[columns];
    for (int i = 0; i < count; i++) {
      matrix.read(first + i, 1, values, 0);
      squaredDistances[first + i] =
          Distances.squared(values, 0, centers[clusters[first + i]], 0, columns);
    }
    for (int cluster = 0; cluster < centers.length; cluster++) {
      sketch.bounds(block, coordinates[cluster], bounds);
      for (int i = 0; i < count; i++) {
        int row = first + i;
        if (bounds[i] < squaredDistances[row] && cluster != clusters[row]) {
          matrix.read(row, 1, values, 0);
          double squared =
              Distances.squaredBelow(
                  squaredDistances[row], values, 0, centers[cluster], 0, columns);
          if (squared < squaredDistances[row]) {
            squaredDistances[row] = squared;
            clusters[row] = cluster;
          }
        }
      }
    }
  }
}
