package io.modicum.acquisition.matrix;

/** Arithmetic of two vectors, each a stretch of an array. */
public final class Vectors {

  private Vectors() {}

  /** Returns the inner product, summed in four strands so that the processor need not wait. */
  public static float product(float[] a, int i, float[] b, int j, int length) {
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

  /** Returns the sum of a vector, in eight strands. */
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
}
