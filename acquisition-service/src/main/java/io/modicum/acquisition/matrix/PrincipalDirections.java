package io.modicum.acquisition.matrix;

import java.util.SplittableRandom;

/**
 * The directions in which rows vary the most: orthonormal, found on a sample by subspace iteration
 * (Halko, Martinsson and Tropp 2011, arXiv 0909.4061, algorithm 4.4). They need not be exact: any
 * orthonormal directions serve a {@link Sketch}, good ones serve it better.
 */
final class PrincipalDirections {

  private static final int SAMPLE_ROWS = 1024;
  private static final int ITERATIONS = 3;

  private PrincipalDirections() {}

  /**
   * Returns {@code count} directions; a zero vector stands for each that the rows do not have.
   *
   * @param rows how many of the matrix's first rows to look at
   * @param mean of the rows
   */
  static double[][] of(Matrix matrix, int rows, double[] mean, int count) {
    double[][] sample = sample(matrix, rows, mean);
    SplittableRandom random = new SplittableRandom(0);
    double[][] directions = new double[count][mean.length];
    for (double[] direction : directions) {
      for (int i = 0; i < direction.length; i++) {
        direction[i] = random.nextGaussian();
      }
    }
    orthonormalise(directions);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      directions = covarianceTimes(sample, directions);
      orthonormalise(directions);
    }
    return directions;
  }

  private static double[][] sample(Matrix matrix, int rows, double[] mean) {
    double[][] sample = new double[Math.min(rows, SAMPLE_ROWS)][mean.length];
    for (int i = 0; i < sample.length; i++) {
      float[] row = matrix.row((int) ((long) i * rows / sample.length));
      for (int j = 0; j < mean.length; j++) {
        sample[i][j] = row[j] - mean[j];
      }
    }
    return sample;
  }

  private static double[][] covarianceTimes(double[][] sample, double[][] directions) {
    double[][] products = new double[directions.length][directions[0].length];
    for (double[] row : sample) {
      double[] along = products(row, directions);
      for (int k = 0; k < directions.length; k++) {
        add(along[k], row, products[k]);
      }
    }
    return products;
  }

  /** Modified Gram-Schmidt, twice, since once leaves rounding behind where directions are alike. */
  private static void orthonormalise(double[][] directions) {
    for (int k = 0; k < directions.length; k++) {
      double before = Math.sqrt(product(directions[k], directions[k]));
      for (int pass = 0; pass < 2; pass++) {
        for (int earlier = 0; earlier < k; earlier++) {
          double shared = product(directions[k], directions[earlier]);
          add(-shared, directions[earlier], directions[k]);
        }
      }
      double length = Math.sqrt(product(directions[k], directions[k]));
      double scale = length > 1e-10 * before ? 1 / length : 0;
      for (int i = 0; i < directions[k].length; i++) {
        directions[k][i] *= scale;
      }
    }
  }

  private static void add(double factor, double[] vector, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  /** Returns the product of a vector with each direction; four at a time keep a core busy. */
  static double[] products(double[] vector, double[][] directions) {
    double[] products = new double[directions.length];
    int k = 0;
    for (; k + 3 < directions.length; k += 4) {
      products(
          vector,
          directions[k],
          directions[k + 1],
          directions[k + 2],
          directions[k + 3],
          products,
          k);
    }
    for (; k < directions.length; k++) {
      products[k] = product(vector, directions[k]);
    }
    return products;
  }

  private static void products(
      double[] v, double[] a, double[] b, double[] c, double[] d, double[] target, int at) {
    double a0 = 0;
    double a1 = 0;
    double b0 = 0;
    double b1 = 0;
    double c0 = 0;
    double c1 = 0;
    double d0 = 0;
    double d1 = 0;
    int i = 0;
    for (; i + 1 < v.length; i += 2) {
      double even = v[i];
      double odd = v[i + 1];
      a0 += even * a[i];
      a1 += odd * a[i + 1];
      b0 += even * b[i];
      b1 += odd * b[i + 1];
      c0 += even * c[i];
      c1 += odd * c[i + 1];
      d0 += even * d[i];
      d1 += odd * d[i + 1];
    }
    if (i < v.length) {
      a0 += v[i] * a[i];
      b0 += v[i] * b[i];
      c0 += v[i] * c[i];
      d0 += v[i] * d[i];
    }
    target[at] = a0 + a1;
    target[at + 1] = b0 + b1;
    target[at + 2] = c0 + c1;
    target[at + 3] = d0 + d1;
  }

  private static double product(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < a.length; i += 2) {
      even += a[i] * b[i];
      odd += a[i + 1] * b[i + 1];
    }
    return i < a.length ? even + odd + a[i] * b[i] : even + odd;
  }
}
