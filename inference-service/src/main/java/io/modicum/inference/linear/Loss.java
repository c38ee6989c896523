package io.modicum.inference.linear;

/**
 * What the margins of a linear model cost. It remembers the curvature at the margins it saw last,
 * so it belongs to one fit; different blocks may be worked on at once.
 */
interface Loss {

  /**
   * Replaces a block's margins by the loss's derivatives with respect to them.
   *
   * @param margins {@code [classes, rows of the block]}
   * @return the loss, summed over the block
   */
  double differentiate(int block, float[][] margins);

  /** Replaces a change of a block's margins by the change of the derivatives, to first order. */
  void curve(int block, float[][] change);

  /**
   * Returns a typical second derivative h at the margins seen last: the Hessian is about h · Xᵀ X
   * for each class.
   */
  double meanCurvature();
}
