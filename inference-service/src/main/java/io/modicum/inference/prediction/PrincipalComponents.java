package io.modicum.inference.prediction;

import io.modicum.inference.head.Features;

/**
 * The two directions in which features vary most, by orthogonal iteration (Golub and Van Loan,
 * <i>Matrix Computations</i>, section 7.3.2) on a sample. For people to look at: with the
 * eigenvalues close together the axes are any of the plane, which makes no worse a map.
 *
 * @param mean {@code [d]}
 * @param axes {@code [2, d]}, orthonormal
 */
record PrincipalComponents(double[] mean, double[][] axes) {

  static final int COMPONENTS = 2;

  private static final int SAMPLE = 2_000;
  private static final int ITERATIONS = 20;

  /**
   * Finds the axes of the first rows.
   *
   * @param rows how many of them count, at least 1
   */
  static PrincipalComponents of(Features features, int rows) {
    int d = features.columns();
    int stride = Math.max(1, rows / SAMPLE);
    double[] mean = new double[d];
    int sampled = 0;
    for (int row = 0; row < rows; row += stride, sampled++) {
      add(mean, 1, features, row);
    }
    for (int j = 0; j < d; j++) {
      mean[j] /= sampled;
    }
    double[][] axes = new double[COMPONENTS][d];
    for (int j = 0; j < d; j++) {
      axes[j % COMPONENTS][j] = 1;
    }
    PrincipalComponents found = new PrincipalComponents(mean, axes);
    for (int i = 0; i < ITERATIONS; i++) {
      found =
          new PrincipalComponents(mean, orthonormal(found.timesCovariance(features, rows, stride)));
    }
    return found;
  }

  /** Returns the first rows' places on the axes, {@code [rows, 2]}. */
  float[] project(Features features, int rows) {
    float[] places = new float[rows * COMPONENTS];
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < COMPONENTS; c++) {
        places[row * COMPONENTS + c] = (float) along(axes[c], features, row);
      }
    }
    return places;
  }

  private double[][] timesCovariance(Features features, int rows, int stride) {
    double[][] products = new double[COMPONENTS][mean.length];
    double[] sums = new double[COMPONENTS];
    for (int row = 0; row < rows; row += stride) {
      for (int c = 0; c < COMPONENTS; c++) {
        double place = along(axes[c], features, row);
        add(products[c], place, features, row);
        sums[c] += place;
      }
    }
    for (int c = 0; c < COMPONENTS; c++) {
      for (int j = 0; j < mean.length; j++) {
        products[c][j] -= sums[c] * mean[j];
      }
    }
    return products;
  }

  private double along(double[] axis, Features features, int row) {
    double sum = 0;
    int offset = row * axis.length;
    for (int j = 0; j < axis.length; j++) {
      sum += axis[j] * (features.values()[offset + j] - mean[j]);
    }
    return sum;
  }

  private static void add(double[] sum, double factor, Features features, int row) {
    int offset = row * sum.length;
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * features.values()[offset + j];
    }
  }

  /** Gram and Schmidt's; what does not vary becomes zero. */
  private static double[][] orthonormal(double[][] axes) {
    for (int c = 0; c < axes.length; c++) {
      for (int before = 0; before < c; before++) {
        double shared = dot(axes[before], axes[c]);
        for (int j = 0; j < axes[c].length; j++) {
          axes[c][j] -= shared * axes[before][j];
        }
      }
      double norm = Math.sqrt(dot(axes[c], axes[c]));
      for (int j = 0; j < axes[c].length; j++) {
        axes[c][j] = norm > 0 ? axes[c][j] / norm : 0;
      }
    }
    return axes;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
