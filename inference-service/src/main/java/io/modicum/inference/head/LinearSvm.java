package io.modicum.inference.head;

import java.util.Arrays;

/**
 * Linear support vector machine of one class against the rest: least {@code 0.5(‖w‖² + b²) + C Σ
 * max(0, 1 − y (w·x + b))²}. The bias is penalised like a weight of a constant feature 1, as in
 * LIBLINEAR and scikit-learn's {@code LinearSVC}. The Hessian is the generalised one of Lin, Weng
 * and Keerthi (2008), "Trust region Newton method for large-scale logistic regression", section 5.
 */
final class LinearSvm implements Objective {

  private final DesignMatrix x;
  private final int[] labels;
  private final int positive;
  private final double c;
  private final boolean[] active;

  LinearSvm(DesignMatrix x, int[] labels, int positive, double c) {
    this.x = x;
    this.labels = labels;
    this.positive = positive;
    this.c = c;
    this.active = new boolean[x.rows()];
  }

  /** Returns weights and bias of each class against the rest, {@code [classes, d + 1]}. */
  static double[] fit(DesignMatrix x, int[] labels, int classes, double c) {
    int stride = x.columns() + 1;
    double[] all = new double[classes * stride];
    for (int k = 0; k < classes; k++) {
      double[] one = TruncatedNewton.minimise(new LinearSvm(x, labels, k, c));
      System.arraycopy(one, 0, all, k * stride, stride);
    }
    return all;
  }

  @Override
  public int parameters() {
    return x.columns() + 1;
  }

  @Override
  public double moveTo(double[] point, double[] gradient) {
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (int row = 0; row < x.rows(); row++) {
      int y = labels[row] == positive ? 1 : -1;
      double slack = 1 - y * x.margin(row, point, 0);
      active[row] = slack > 0;
      if (active[row]) {
        loss += slack * slack;
        x.addTo(row, -2 * c * y * slack, gradient, 0);
      }
    }
    double squared = 0;
    for (int j = 0; j < point.length; j++) {
      squared += point[j] * point[j];
      gradient[j] += point[j];
    }
    return 0.5 * squared + c * loss;
  }

  @Override
  public void hessianTimes(double[] vector, double[] product) {
    System.arraycopy(vector, 0, product, 0, vector.length);
    for (int row = 0; row < x.rows(); row++) {
      if (active[row]) {
        x.addTo(row, 2 * c * x.margin(row, vector, 0), product, 0);
      }
    }
  }
}
