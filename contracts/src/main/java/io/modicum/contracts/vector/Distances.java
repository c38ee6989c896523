package io.modicum.contracts.vector;

/**
 * Squared Euclidean distances. Several sums run side by side, since one alone would wait for each
 * addition to finish; their order never depends on the machine.
 */
public final class Distances {

  /**
   * Relative error of a squared distance in float arithmetic, far above what summing up to 10,000
   * columns in eight sums can make.
   */
  private static final double FLOAT_ERROR = 1e-4;

  private Distances() {}

  /** Returns the squared distance of two vectors in double precision. */
  public static double squared(float[] a, int aOffset, float[] b, int bOffset, int columns) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < columns; i += 4) {
      double difference0 = (double) a[aOffset + i] - b[bOffset + i];
      double difference1 = (double) a[aOffset + i + 1] - b[bOffset + i + 1];
      double difference2 = (double) a[aOffset + i + 2] - b[bOffset + i + 2];
      double difference3 = (double) a[aOffset + i + 3] - b[bOffset + i + 3];
      sum0 += difference0 * difference0;
      sum1 += difference1 * difference1;
      sum2 += difference2 * difference2;
      sum3 += difference3 * difference3;
    }
    for (; i < columns; i++) {
      double difference = (double) a[aOffset + i] - b[bOffset + i];
      sum0 += difference * difference;
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /**
   * Returns the squared distance of two vectors in double precision where it is below a limit, else
   * infinity. Float arithmetic turns most of the others away, since it is several times faster.
   */
  public static double squaredBelow(
      double limit, float[] a, int aOffset, float[] b, int bOffset, int columns) {
    if (inFloat(a, aOffset, b, bOffset, columns) > limit * (1 + FLOAT_ERROR)) {
      return Double.POSITIVE_INFINITY;
    }
    double squared = squared(a, aOffset, b, bOffset, columns);
    return squared < limit ? squared : Double.POSITIVE_INFINITY;
  }

  private static float inFloat(float[] a, int aOffset, float[] b, int bOffset, int columns) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    float sum4 = 0;
    float sum5 = 0;
    float sum6 = 0;
    float sum7 = 0;
    int i = 0;
    for (; i + 7 < columns; i += 8) {
      int p = aOffset + i;
      int q = bOffset + i;
      float difference0 = a[p] - b[q];
      float difference1 = a[p + 1] - b[q + 1];
      float difference2 = a[p + 2] - b[q + 2];
      float difference3 = a[p + 3] - b[q + 3];
      float difference4 = a[p + 4] - b[q + 4];
      float difference5 = a[p + 5] - b[q + 5];
      float difference6 = a[p + 6] - b[q + 6];
      float difference7 = a[p + 7] - b[q + 7];
      sum0 += difference0 * difference0;
      sum1 += difference1 * difference1;
      sum2 += difference2 * difference2;
      sum3 += difference3 * difference3;
      sum4 += difference4 * difference4;
      sum5 += difference5 * difference5;
      sum6 += difference6 * difference6;
      sum7 += difference7 * difference7;
    }
    for (; i < columns; i++) {
      float difference = a[aOffset + i] - b[bOffset + i];
      sum0 += difference * difference;
    }
    return ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
  }

  /**
   * Adds {@code (x − a)²} for each number x of a vector to a vector of sums, for four vectors and
   * their numbers at once.
   */
  public static void addSquares(
      float[] x0,
      float a0,
      float[] x1,
      float a1,
      float[] x2,
      float a2,
      float[] x3,
      float a3,
      float[] sums) {
    for (int i = 0; i < x0.length; i++) {
      float d0 = x0[i] - a0;
      float d1 = x1[i] - a1;
      float d2 = x2[i] - a2;
      float d3 = x3[i] - a3;
      sums[i] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }

  /** Adds {@code (x − a)²} for each number x of a vector to a vector of sums. */
  public static void addSquares(float[] x, float a, float[] sums) {
    for (int i = 0; i < x.length; i++) {
      float d = x[i] - a;
      sums[i] += d * d;
    }
  }
}
