package io.modicum.inference.linear;

import java.util.function.UnaryOperator;

/**
 * Newton's method whose steps are solved by preconditioned conjugate gradients only as far as they
 * are worth, with a backtracking line search (Galli and Lin 2021, "A study on truncated Newton
 * methods for linear classification", as in LIBLINEAR). Deterministic: it draws no random number.
 */
final class TruncatedNewton {

  private static final int MOST_STEPS = 200;
  private static final int MOST_HALVINGS = 40;
  private static final double SUFFICIENT_DECREASE = 1e-4;

  /** Relative error of a value that is computed in single precision. */
  private static final double ROUNDING = 1e-6;

  private final Objective objective;
  private final Runnable requireWanted;
  private final int size;

  private TruncatedNewton(Objective objective, Runnable requireWanted) {
    this.objective = objective;
    this.requireWanted = requireWanted;
    this.size = objective.parameters();
  }

  /**
   * Returns the point where the objective is least.
   *
   * @param start where the search begins
   * @param tolerance norm of the gradient to reach, as a share of that at zero
   * @param requireWanted runs before each look at the objective; ends the search by an exception
   * @throws ArithmeticException if the objective or its gradient there is no finite number
   */
  static double[] minimise(
      Objective objective, double[] start, double tolerance, Runnable requireWanted) {
    return new TruncatedNewton(objective, requireWanted).run(start, tolerance);
  }

  private double moveTo(double[] point, double[] gradient) {
    requireWanted.run();
    return objective.moveTo(point, gradient);
  }

  private double[] run(double[] start, double tolerance) {
    double[] point = start;
    double[] gradient = new double[size];
    moveTo(new double[size], gradient);
    double normAtZero = norm(gradient);
    double value = moveTo(point, gradient);
    double norm = norm(gradient);
    if (!Double.isFinite(normAtZero + value + norm)) {
      throw new ArithmeticException("the objective is no finite number where the search begins");
    }
    for (int step = 0; step < MOST_STEPS && norm > tolerance * normAtZero; step++) {
      double[] direction =
          direction(
              gradient, Math.min(0.1, Math.sqrt(norm / normAtZero)), objective.preconditioner());
      double slope = dot(gradient, direction);
      double[] nextGradient = new double[size];
      double length = 1;
      boolean moved = false;
      for (int halving = 0; halving < MOST_HALVINGS && !moved; halving++, length /= 2) {
        double[] next = new double[size];
        for (int i = 0; i < size; i++) {
          next[i] = point[i] + length * direction[i];
        }
        double nextValue = moveTo(next, nextGradient);
        double nextNorm = norm(nextGradient);
        boolean lower = nextValue <= value + SUFFICIENT_DECREASE * length * slope;
        boolean flatterWithinRounding =
            Math.abs(nextValue - value) <= ROUNDING * Math.abs(value) && nextNorm < norm;
        if (lower || flatterWithinRounding) {
          point = next;
          gradient = nextGradient;
          value = nextValue;
          norm = nextNorm;
          moved = true;
        }
      }
      if (!moved) {
        break; // as low as single precision can tell
      }
    }
    return point;
  }

  /** Solves Hessian × direction = −gradient until the residual is {@code share} of the gradient. */
  private double[] direction(
      double[] gradient, double share, UnaryOperator<double[]> preconditioner) {
    double[] direction = new double[size];
    double[] residual = new double[size];
    for (int i = 0; i < size; i++) {
      residual[i] = -gradient[i];
    }
    double[] scaled = preconditioner.apply(residual);
    double[] search = scaled.clone();
    double[] product = new double[size];
    double squared = dot(residual, scaled);
    double enough = share * norm(residual);
    for (int iteration = 0; iteration < size && norm(residual) > enough; iteration++) {
      requireWanted.run();
      objective.hessianTimes(search, product);
      double curvature = dot(search, product);
      if (curvature <= 0) {
        break;
      }
      double length = squared / curvature;
      for (int i = 0; i < size; i++) {
        direction[i] += length * search[i];
        residual[i] -= length * product[i];
      }
      scaled = preconditioner.apply(residual);
      double next = dot(residual, scaled);
      double ratio = next / squared;
      for (int i = 0; i < size; i++) {
        search[i] = scaled[i] + ratio * search[i];
      }
      squared = next;
    }
    return direction;
  }

  private static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
