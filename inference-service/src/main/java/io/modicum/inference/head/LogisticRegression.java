package io.modicum.inference.head;

import java.util.Arrays;

/**
 * Multinomial logistic regression: least {@code 0.5‖W‖² + C Σ −log softmax(W x + b)[label]}, the
 * bias without penalty, as scikit-learn's {@code LogisticRegression} states it.
 */
final class LogisticRegression implements Objective {

  private final DesignMatrix x;
  private final int[] labels;
  private final int classes;
  private final double c;
  private final int stride;
  private final double[] probabilities;

  LogisticRegression(DesignMatrix x, int[] labels, int classes, double c) {
    this.x = x;
    this.labels = labels;
    this.classes = classes;
    this.c = c;
    this.stride = x.columns() + 1;
    this.probabilities = new double[x.rows() * classes];
  }

  /** Returns weights and bias of each class, {@code [classes, d + 1]}. */
  double[] fit() {
    return TruncatedNewton.minimise(this);
  }

  @Override
  public int parameters() {
    return classes * stride;
  }

  @Override
  public double moveTo(double[] point, double[] gradient) {
    Arrays.fill(gradient, 0);
    double[] margins = new double[classes];
    double loss = 0;
    for (int row = 0; row < x.rows(); row++) {
      for (int k = 0; k < classes; k++) {
        margins[k] = x.margin(row, point, k * stride);
      }
      loss += Softmax.logSumExp(margins) - margins[labels[row]];
      Softmax.inPlace(margins);
      for (int k = 0; k < classes; k++) {
        probabilities[row * classes + k] = margins[k];
        double residual = margins[k] - (k == labels[row] ? 1 : 0);
        x.addTo(row, c * residual, gradient, k * stride);
      }
    }
    return c * loss + Penalty.addTo(point, gradient, classes, x.columns());
  }

  @Override
  public void hessianTimes(double[] vector, double[] product) {
    Arrays.fill(product, 0);
    double[] change = new double[classes];
    for (int row = 0; row < x.rows(); row++) {
      double mean = 0;
      for (int k = 0; k < classes; k++) {
        change[k] = x.margin(row, vector, k * stride);
        mean += probabilities[row * classes + k] * change[k];
      }
      for (int k = 0; k < classes; k++) {
        double p = probabilities[row * classes + k];
        x.addTo(row, c * p * (change[k] - mean), product, k * stride);
      }
    }
    Penalty.addTo(vector, product, classes, x.columns());
  }
}
