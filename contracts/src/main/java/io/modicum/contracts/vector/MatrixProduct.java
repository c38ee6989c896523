package io.modicum.contracts.vector;

/**
 * The product of two matrices, {@code c += a · b}, each an array of rows. Its inner loop adds four
 * rows of {@code b} to a row of {@code c}; four, since that is what the JIT compiler still turns
 * into vector instructions.
 */
public final class MatrixProduct {

  private MatrixProduct() {}

  /**
   * Adds a product.
   *
   * @param a {@code [m, k]}
   * @param b {@code [k, n]}
   * @param c {@code [m, n]}, changed
   */
  public static void add(float[][] a, float[][] b, float[][] c) {
    int k = 0;
    for (; k + 3 < b.length; k += 4) {
      for (int i = 0; i < a.length; i++) {
        addFour(c[i], a[i], k, b[k], b[k + 1], b[k + 2], b[k + 3]);
      }
    }
    for (; k < b.length; k++) {
      for (int i = 0; i < a.length; i++) {
        addOne(c[i], a[i][k], b[k]);
      }
    }
  }

  /**
   * Adds the product of a vector and a matrix.
   *
   * @param a holds the vector, {@code [k]}, from {@code offset} on
   * @param b {@code [k, n]}
   * @param c {@code [at least n]}, changed
   */
  public static void add(float[] a, int offset, float[][] b, float[] c) {
    int k = 0;
    for (; k + 3 < b.length; k += 4) {
      addFour(c, a, offset + k, b[k], b[k + 1], b[k + 2], b[k + 3]);
    }
    for (; k < b.length; k++) {
      addOne(c, a[offset + k], b[k]);
    }
  }

  private static void addFour(
      float[] sum, float[] factors, int k, float[] a, float[] b, float[] c, float[] d) {
    float p = factors[k];
    float q = factors[k + 1];
    float r = factors[k + 2];
    float s = factors[k + 3];
    for (int i = 0; i < a.length; i++) {
      sum[i] += p * a[i] + q * b[i] + r * c[i] + s * d[i];
    }
  }

  private static void addOne(float[] sum, float factor, float[] a) {
    for (int i = 0; i < a.length; i++) {
      sum[i] += factor * a[i];
    }
  }
}
