package io.modicum.inference.linear;

import io.modicum.contracts.vector.Softmax;

/**
 * The temperature T that makes softmax(margins / T) most likely on held-out labels (Guo et al.
 * 2017, "On calibration of modern neural networks", section 4.2). It moves no image to another
 * class.
 *
 * @param value in [1/20, 20]
 * @param logLoss mean −log probability of the label at that temperature
 */
record Temperature(double value, double logLoss) {

  private static final double MOST = 20;
  private static final int STEPS = 60;
  private static final double PRECISION = 1e-6;

  /**
   * Fits a temperature: the log-loss is convex in 1/T, so Newton's method with a bracket finds it.
   *
   * @param margins {@code [n, classes]}
   * @param labels class of each of the n images
   * @param requireWanted runs between the steps; ends the fit by an exception
   */
  static Temperature fit(float[][] margins, int[] labels, Runnable requireWanted) {
    double lowest = 1 / MOST;
    double highest = MOST;
    double inverse = 1;
    Slopes slopes = Slopes.at(inverse, margins, labels);
    for (int step = 0; step < STEPS && highest - lowest > PRECISION * inverse; step++) {
      requireWanted.run();
      if (slopes.first > 0) {
        highest = inverse;
      } else {
        lowest = inverse;
      }
      double newton = inverse - slopes.first / slopes.second;
      inverse = newton > lowest && newton < highest ? newton : (lowest + highest) / 2;
      slopes = Slopes.at(inverse, margins, labels);
      if (Math.abs(slopes.first) <= PRECISION) {
        break;
      }
    }
    return new Temperature(1 / inverse, slopes.logLoss);
  }

  /** The mean log-loss at an inverse temperature and its derivatives with respect to that. */
  private record Slopes(double logLoss, double first, double second) {

    static Slopes at(double inverse, float[][] margins, int[] labels) {
      double logLoss = 0;
      double first = 0;
      double second = 0;
      double[] p = new double[margins[0].length];
      for (int i = 0; i < labels.length; i++) {
        for (int k = 0; k < p.length; k++) {
          p[k] = inverse * margins[i][k];
        }
        logLoss += Softmax.logSumExp(p) - p[labels[i]];
        Softmax.inPlace(p);
        double mean = 0;
        double square = 0;
        for (int k = 0; k < p.length; k++) {
          mean += p[k] * margins[i][k];
          square += p[k] * margins[i][k] * margins[i][k];
        }
        first += mean - margins[i][labels[i]];
        second += square - mean * mean;
      }
      int n = labels.length;
      return new Slopes(logLoss / n, first / n, second / n);
    }
  }
}
