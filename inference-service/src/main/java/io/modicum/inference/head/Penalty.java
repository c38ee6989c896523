package io.modicum.inference.head;

/** Half the squared length of all weights; biases are free. */
final class Penalty {

  private Penalty() {}

  /** Returns the penalty at a point and adds its gradient, which is also its Hessian's product. */
  static double addTo(double[] point, double[] gradient, int classes, int columns) {
    double squared = 0;
    for (int k = 0; k < classes; k++) {
      int offset = k * (columns + 1);
      for (int j = offset; j < offset + columns; j++) {
        squared += point[j] * point[j];
        gradient[j] += point[j];
      }
    }
    return 0.5 * squared;
  }
}
