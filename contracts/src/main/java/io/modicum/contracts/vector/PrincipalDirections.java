package io.modicum.contracts.vector;

import java.util.function.IntFunction;

/**
 * The orthonormal directions in which rows vary the most, found by subspace iteration (Halko,
 * Martinsson and Tropp 2011, arXiv 0909.4061, algorithm 4.4; Golub and Van Loan, <i>Matrix
 * Computations</i>, section 7.3.2).
 */
public final class PrincipalDirections {

  private PrincipalDirections() {}

  /**
   * Returns as many directions as it starts with, that of most variation first; a zero vector
   * stands for each that the rows do not have.
   *
   * @param count of rows
   * @param centred returns a row, its columns' means subtracted; it need not outlast the next call
   * @param start any directions, {@code [count, d]}; overwritten
   */
  public static double[][] find(
      int count, IntFunction<double[]> centred, double[][] start, int iterations) {
    double[][] directions = start;
    orthonormalise(directions);
    for (int iteration = 0; iteration < iterations; iteration++) {
      directions = covarianceTimes(count, centred, directions);
      orthonormalise(directions);
    }
    return directions;
  }

  private static double[][] covarianceTimes(
      int count, IntFunction<double[]> centred, double[][] directions) {
    double[][] products = new double[directions.length][directions[0].length];
    for (int i = 0; i < count; i++) {
      double[] row = centred.apply(i);
      double[] along = Vectors.dots(row, directions);
      for (int k = 0; k < directions.length; k++) {
        Vectors.add(along[k], row, products[k]);
      }
    }
    return products;
  }

  /** Modified Gram-Schmidt, twice, since once leaves rounding behind where directions are alike. */
  private static void orthonormalise(double[][] directions) {
    for (int k = 0; k < directions.length; k++) {
      double before = Math.sqrt(Vectors.dot(directions[k], directions[k]));
      for (int pass = 0; pass < 2; pass++) {
        for (int earlier = 0; earlier < k; earlier++) {
          double shared = Vectors.dot(directions[k], directions[earlier]);
          Vectors.add(-shared, directions[earlier], directions[k]);
        }
      }
      double length = Math.sqrt(Vectors.dot(directions[k], directions[k]));
      double scale = length > 1e-10 * before ? 1 / length : 0;
      for (int i = 0; i < directions[k].length; i++) {
        directions[k][i] *= scale;
      }
    }
  }
}
