package io.modicum.inference.linear;

import io.modicum.contracts.failure.InvalidInput;

/** The linear models of least {@code 0.5‖W‖² + C Σ loss} over the same labelled rows, for any C. */
final class LinearFit {

  /** Gradient norm to reach, as a share of that at zero: about scikit-learn's default. */
  static final double TIGHT = 1e-5;

  /** Enough to tell which C is better. */
  static final double LOOSE = 1e-3;

  /** Rows per column from which a preconditioner costs less than the steps that it saves. */
  private static final int ROWS_PER_COLUMN = 4;

  private final LinearModel model;
  private final DesignMatrix x;
  private final int[] labels;
  private final int classes;
  private final double[][] gram;

  /**
   * @param labels class of each row of {@code x}, in {@code [0, classes)}; each occurs
   * @param classes at least 2
   */
  LinearFit(LinearModel model, DesignMatrix x, int[] labels, int classes) {
    this.model = model;
    this.x = x;
    this.labels = labels;
    this.classes = classes;
    this.gram = x.rows() >= ROWS_PER_COLUMN * x.columns() ? x.gram() : new double[0][0];
  }

  /**
   * Returns weights and bias of each class, {@code [classes, columns]}.
   *
   * @param start e.g. the parameters for a similar C
   * @param requireWanted runs between the steps; ends the fit by an exception
   * @throws InvalidInput if the loss is no finite number
   */
  double[] minimise(double c, double[] start, double tolerance, Runnable requireWanted) {
    try {
      return TruncatedNewton.minimise(objective(c), start, tolerance, requireWanted);
    } catch (ArithmeticException overflow) {
      throw new InvalidInput(
          "classifier",
          "cannot be fitted, since its loss is no finite number; set a lower classifier.c than "
              + c
              + ", or take a backbone with smaller features",
          overflow);
    }
  }

  RegularisedLoss objective(double c) {
    return new RegularisedLoss(
        x, model.loss(labels, x.blocks()), classes, c, gram, model.penalisesBias());
  }
}
