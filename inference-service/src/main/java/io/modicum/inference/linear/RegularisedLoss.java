package io.modicum.inference.linear;

import java.util.function.UnaryOperator;

/**
 * The objective of a linear classifier: {@code 0.5‖W‖² + C Σ loss(W x + b)}. Parameters are {@code
 * [classes, columns]}, the last column being the biases.
 */
final class RegularisedLoss implements Objective {

  /** Keeps the preconditioner invertible where the bias has no penalty. */
  private static final double LEAST_PENALTY = 1e-6;

  private final DesignMatrix x;
  private final Loss loss;
  private final int classes;
  private final double c;
  private final double[][] gram;
  private final boolean penalisesBias;

  /**
   * @param gram {@code Xᵀ X} to precondition with, {@code [0, 0]} for none
   */
  RegularisedLoss(
      DesignMatrix x, Loss loss, int classes, double c, double[][] gram, boolean penalisesBias) {
    this.x = x;
    this.loss = loss;
    this.classes = classes;
    this.c = c;
    this.gram = gram;
    this.penalisesBias = penalisesBias;
  }

  @Override
  public int parameters() {
    return classes * x.columns();
  }

  @Override
  public double moveTo(double[] point, double[] gradient) {
    double sum = x.transform(point, loss::differentiate, gradient);
    return c * sum + 0.5 * regularise(point, gradient);
  }

  @Override
  public void hessianTimes(double[] vector, double[] product) {
    x.transform(
        vector,
        (block, change) -> {
          loss.curve(block, change);
          return 0;
        },
        product);
    regularise(vector, product);
  }

  /** Turns Σ into penalised parameters + C Σ; returns the squared length of the former. */
  private double regularise(double[] parameters, double[] sum) {
    int d = x.columns();
    double squared = 0;
    for (int k = 0; k < classes; k++) {
      int penalised = penalisesBias ? d : d - 1;
      for (int i = k * d; i < k * d + penalised; i++) {
        sum[i] = parameters[i] + c * sum[i];
        squared += parameters[i] * parameters[i];
      }
      if (!penalisesBias) {
        sum[k * d + d - 1] *= c;
      }
    }
    return squared;
  }

  /**
   * Takes the Hessian for the same in each class, {@code I + C h Xᵀ X} with the loss's mean
   * curvature h. At zero that is exact: the bound of Böhning (1992), "Multinomial logistic
   * regression algorithm", for the logistic loss, and all rows active for the squared hinge.
   */
  @Override
  public UnaryOperator<double[]> preconditioner() {
    int d = gram.length;
    if (d == 0) {
      return double[]::clone;
    }
    double h = c * loss.meanCurvature();
    double[][] matrix = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        matrix[i][j] = h * gram[i][j];
      }
      matrix[i][i] += i < d - 1 || penalisesBias ? 1 : LEAST_PENALTY;
    }
    Cholesky hessian = new Cholesky(matrix);
    return gradient -> hessian.solve(gradient, classes);
  }
}
