package io.modicum.inference.linear;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The factorisation {@code Uᵀ U} of a symmetric positive definite matrix, to solve with. */
final class Cholesky {

  private final double[][] upper;
  private final double[][] lower;

  /**
   * @param matrix {@code [n, n]}, of which the upper triangle is read; overwritten
   */
  Cholesky(double[][] matrix) {
    int n = matrix.length;
    upper = matrix;
    lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      int k = 0;
      for (; k + 3 < i; k += 4) {
        subtractFour(upper[i], i, upper[k], upper[k + 1], upper[k + 2], upper[k + 3]);
      }
      for (; k < i; k++) {
        subtract(upper[k][i], upper[k], upper[i], i, n);
      }
      double root = Math.sqrt(upper[i][i]);
      for (int j = i; j < n; j++) {
        upper[i][j] /= root;
        lower[j][i] = upper[i][j];
      }
    }
  }

  /**
   * Returns the solutions for several right-hand sides, one after the other.
   *
   * @param rightHandSides {@code [count, n]}
   */
  double[] solve(double[] rightHandSides, int count) {
    int n = upper.length;
    double[] solutions = new double[count * n];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            side -> {
              double[] x = Arrays.copyOfRange(rightHandSides, side * n, (side + 1) * n);
              for (int j = 0; j < n; j++) {
                x[j] /= upper[j][j];
                subtract(x[j], upper[j], x, j + 1, n);
              }
              for (int j = n - 1; j >= 0; j--) {
                x[j] /= lower[j][j];
                subtract(x[j], lower[j], x, 0, j);
              }
              System.arraycopy(x, 0, solutions, side * n, n);
            });
    return solutions;
  }

  private static void subtractFour(
      double[] from, int i, double[] a, double[] b, double[] c, double[] d) {
    double p = a[i];
    double q = b[i];
    double r = c[i];
    double s = d[i];
    for (int j = i; j < from.length; j++) {
      from[j] -= p * a[j] + q * b[j] + r * c[j] + s * d[j];
    }
  }

  private static void subtract(double factor, double[] row, double[] from, int first, int end) {
    for (int j = first; j < end; j++) {
      from[j] -= factor * row[j];
    }
  }
}
