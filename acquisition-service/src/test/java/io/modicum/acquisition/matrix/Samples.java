package io.modicum.acquisition.matrix;

import java.util.SplittableRandom;

/** Random matrices, and plain computations to hold ours against. */
final class Samples {

  /** Says of some work that it is always wanted. */
  static final Runnable WANTED = () -> {};

  private Samples() {}

  /** Rows in clusters far from the origin, some of them alike. */
  static DenseMatrix clustered(SplittableRandom random, int rows, int columns, double scale) {
    int clusters = 1 + random.nextInt(6);
    double[] centers = new double[clusters * columns];
    for (int i = 0; i < centers.length; i++) {
      centers[i] = 3 + 2 * random.nextGaussian();
    }
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      int cluster = random.nextInt(clusters);
      double spread = random.nextInt(5) == 0 ? 0 : 1;
      for (int i = 0; i < columns; i++) {
        values[row * columns + i] =
            (float) (scale * (centers[cluster * columns + i] + spread * random.nextGaussian()));
      }
    }
    return new DenseMatrix(values, rows, columns);
  }

  static double squared(DenseMatrix matrix, int a, int b) {
    return squared(matrix.row(a), matrix.row(b));
  }

  static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Random numbers of rows. */
  static WeightedDraw.Numbers numbers(long seed) {
    return (row, draw) -> new SplittableRandom(seed ^ (long) row << 32 ^ draw).nextDouble();
  }
}
