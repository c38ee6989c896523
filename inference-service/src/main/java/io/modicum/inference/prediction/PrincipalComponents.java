package io.modicum.inference.prediction;

import io.modicum.contracts.vector.PrincipalDirections;
import io.modicum.contracts.vector.Vectors;
import io.modicum.inference.head.Features;

/**
 * The two {@link PrincipalDirections} of a sample of the features. For people to look at: with the
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
      for (int j = 0; j < d; j++) {
        mean[j] += features.values()[row * d + j];
      }
    }
    for (int j = 0; j < d; j++) {
      mean[j] /= sampled;
    }
    double[][] axes = new double[COMPONENTS][d];
    for (int j = 0; j < d; j++) {
      axes[j % COMPONENTS][j] = 1;
    }
    double[] centred = new double[d];
    return new PrincipalComponents(
        mean,
        PrincipalDirections.find(
            sampled, i -> centre(features, i * stride, mean, centred), axes, ITERATIONS));
  }

  /** Returns the first rows' places on the axes, {@code [rows, 2]}. */
  float[] project(Features features, int rows) {
    float[] places = new float[rows * COMPONENTS];
    double[] centred = new double[mean.length];
    for (int row = 0; row < rows; row++) {
      double[] along = Vectors.dots(centre(features, row, mean, centred), axes);
      for (int c = 0; c < COMPONENTS; c++) {
        places[row * COMPONENTS + c] = (float) along[c];
      }
    }
    return places;
  }

  /** Writes a row, less the mean, and returns it. */
  private static double[] centre(Features features, int row, double[] mean, double[] centred) {
    int offset = row * mean.length;
    for (int j = 0; j < mean.length; j++) {
      centred[j] = features.values()[offset + j] - mean[j];
    }
    return centred;
  }
}
