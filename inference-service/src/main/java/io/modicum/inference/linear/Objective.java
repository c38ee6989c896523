package io.modicum.inference.linear;

import java.util.function.UnaryOperator;

/** A convex function with a gradient and a (generalised) Hessian. Not thread-safe. */
interface Objective {

  /** Returns the number of parameters. */
  int parameters();

  /** Returns the value at a point, writes the gradient there, and stays at that point. */
  double moveTo(double[] point, double[] gradient);

  /** Writes the product of a vector with the Hessian at the point last moved to. */
  void hessianTimes(double[] vector, double[] product);

  /** Returns about the inverse of the Hessian at the point last moved to. */
  UnaryOperator<double[]> preconditioner();
}
