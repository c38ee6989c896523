package io.modicum.contracts.vector;

/**
 * Arithmetic of vectors, each an array or a stretch of one. Several sums run side by side, since
 * one alone would wait for each addition to finish; their order never depends on the machine.
 */
public final class Vectors {

  private Vectors() {}

  /** Returns the inner product, in four sums. */
  public static float dot(float[] a, int i, float[] b, int j, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int k = 0;
    for (; k + 4 <= length; k += 4) {
      s0 += a[i + k] * b[j + k];
      s1 += a[i + k + 1] * b[j + k + 1];
      s2 += a[i + k + 2] * b[j + k + 2];
      s3 += a[i + k + 3] * b[j + k + 3];
    }
    for (; k < length; k++) {
      s0 += a[i + k] * b[j + k];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** Returns the inner product of two vectors of one length in double precision, in one sum. */
  public static double dotInDouble(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Returns the inner product of two vectors of one length, in two sums. */
  public static double dot(double[] a, double[] b) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < a.length; i += 2) {
      even += a[i] * b[i];
      odd += a[i + 1] * b[i + 1];
    }
    if (i < a.length) {
      even += a[i] * b[i];
    }
    return even + odd;
  }

  /**
   * Returns the inner product of a vector with each of several; four at a time keep a core busy.
   */
  public static double[] dots(double[] vector, double[][] others) {
    double[] products = new double[others.length];
    int k = 0;
    for (; k + 3 < others.length; k += 4) {
      dots(vector, others[k], others[k + 1], others[k + 2], others[k + 3], products, k);
    }
    for (; k < others.length; k++) {
      products[k] = dot(vector, others[k]);
    }
    return products;
  }

  private static void dots(
      double[] v, double[] a, double[] b, double[] c, double[] d, double[] target, int at) {
    double a0 = 0;
    double a1 = 0;
    double b0 = 0;
    double b1 = 0;
    double c0 = 0;
    double c1 = 0;
    double d0 = 0;
    double d1 = 0;
    int i = 0;
    for (; i + 1 < v.length; i += 2) {
      double even = v[i];
      double odd = v[i + 1];
      a0 += even * a[i];
      a1 += odd * a[i + 1];
      b0 += even * b[i];
      b1 += odd * b[i + 1];
      c0 += even * c[i];
      c1 += odd * c[i + 1];
      d0 += even * d[i];
      d1 += odd * d[i + 1];
    }
    if (i < v.length) {
      a0 += v[i] * a[i];
      b0 += v[i] * b[i];
      c0 += v[i] * c[i];
      d0 += v[i] * d[i];
    }
    target[at] = a0 + a1;
    target[at + 1] = b0 + b1;
    target[at + 2] = c0 + c1;
    target[at + 3] = d0 + d1;
  }

  /** Returns the sum of a vector, in eight sums. */
  public static float sum(float[] a, int i, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int k = i;
    for (; k + 8 <= i + length; k += 8) {
      s0 += a[k];
      s1 += a[k + 1];
      s2 += a[k + 2];
      s3 += a[k + 3];
      s4 += a[k + 4];
      s5 += a[k + 5];
      s6 += a[k + 6];
      s7 += a[k + 7];
    }
    for (; k < i + length; k++) {
      s0 += a[k];
    }
    return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
  }

  /** Adds a multiple of a vector to a vector of sums. */
  public static void add(double factor, double[] vector, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  /**
   * Returns the place of the highest number of a vector, counted from its begin: the first of
   * several, and 0 where the first is no number.
   */
  public static int argmax(float[] a, int i, int length) {
    int highest = 0;
    for (int k = 1; k < length; k++) {
      highest = a[i + k] > a[i + highest] ? k : highest;
    }
    return highest;
  }
}
