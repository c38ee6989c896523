package io.modicum.acquisition.matrix;

import io.modicum.contracts.vector.Vectors;

/**
 * The entropy term {@code −p ln p} of each probability of a matrix, in single precision, computed
 * when rows are read. It is off by less than {@value #ERROR} for any p in [0, 1]: as a function of
 * the fourth root of p it is smooth, so a polynomial of degree 12 comes close to it. The polynomial
 * is the minimax one; it takes {@code v = 2 ∜p − 1}, in [−1, 1], so that its coefficients are small
 * and rounding is too.
 */
public record EntropyTerms(Matrix probabilities) implements Matrix {

  /** The most that a term is off, in nats; no float in [0, 1] makes it larger. */
  static final double ERROR = 5e-7;

  /** What summing up terms in eight sums adds to the error, a term. */
  private static final double SUM_ERROR = 1e-7;

  /** Returns the most that the sum of a row's terms by {@link Vectors#sum} is off, in nats. */
  public double sumError() {
    return columns() * (ERROR + SUM_ERROR);
  }

  @Override
  public int rows() {
    return probabilities.rows();
  }

  @Override
  public int columns() {
    return probabilities.columns();
  }

  @Override
  public void read(int first, int count, float[] target, int offset) {
    probabilities.read(first, count, target, offset);
    toTerms(target, offset, offset + count * columns());
  }

  /** HotSpot makes SIMD code of it, since there is no branch and no call but of square roots. */
  private static void toTerms(float[] p, int from, int to) {
    for (int i = from; i < to; i++) {
      float v = 2 * (float) Math.sqrt((float) Math.sqrt(p[i])) - 1;
      float sum = 8.28138436e-04f;
      sum = sum * v - 7.14026566e-04f;
      sum = sum * v - 1.59546442e-03f;
      sum = sum * v + 7.20101583e-04f;
      sum = sum * v + 2.59287376e-03f;
      sum = sum * v - 3.20619252e-03f;
      sum = sum * v + 7.56588997e-03f;
      sum = sum * v - 4.97241020e-02f;
      sum = sum * v - 3.47386837e-01f;
      sum = sum * v - 3.90224248e-01f;
      sum = sum * v + 1.64708450e-01f;
      sum = sum * v + 4.43148643e-01f;
      p[i] = sum * v + 1.73286945e-01f;
    }
  }
}
