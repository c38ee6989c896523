package io.modicum.inference.prediction;

import io.modicum.contracts.vector.Vectors;
import io.modicum.inference.head.Features;

/**
 * How differently two networks see the same images: 1 minus the linear centered kernel alignment of
 * their features (Kornblith et al. 2019, <i>Similarity of Neural Network Representations
 * Revisited</i>, section 3), which neither rotation nor scaling of features changes.
 */
final class EmbeddingDrift {

  private static final int SAMPLE = 1_000;

  private EmbeddingDrift() {}

  /**
   * Compares features on a sample of the images, drawn evenly.
   *
   * @param before {@code [images, d]}
   * @param now {@code [images, e]}, of the same images
   * @return in [0, 1]: 0 for the same up to rotation and scale, 1 for nothing in common
   */
  static double between(Features before, Features now) {
    double[][] x = centeredColumns(before);
    double[][] y = centeredColumns(now);
    double variation = Math.sqrt(squaredNorm(x, x) * squaredNorm(y, y));
    return variation == 0 ? 1 : Math.max(0, 1 - squaredNorm(x, y) / variation);
  }

  /** Returns the sampled rows' columns, {@code [d, sample]}, each with a mean of 0. */
  private static double[][] centeredColumns(Features features) {
    int stride = Math.max(1, features.rows() / SAMPLE);
    double[][] columns = new double[features.columns()][(features.rows() + stride - 1) / stride];
    for (int j = 0; j < columns.length; j++) {
      double sum = 0;
      for (int i = 0; i < columns[j].length; i++) {
        columns[j][i] = features.values()[i * stride * columns.length + j];
        sum += columns[j][i];
      }
      for (int i = 0; i < columns[j].length; i++) {
        columns[j][i] -= sum / columns[j].length;
      }
    }
    return columns;
  }

  /** Returns the squared Frobenius norm of the product of two matrices given by their columns. */
  private static double squaredNorm(double[][] x, double[][] y) {
    double norm = 0;
    for (double[] a : x) {
      for (double[] b : y) {
        double product = Vectors.dot(a, b);
        norm += product * product;
      }
    }
    return norm;
  }
}
