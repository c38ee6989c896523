package io.modicum.contracts.vector;

/** exp(z) / Σ exp(z), computed without overflow; a margin of −∞ gets probability 0. */
public final class Softmax {

  private Softmax() {}

  /** Replaces margins by probabilities. At least one margin must be finite. */
  public static void inPlace(double[] margins) {
    double highest = highest(margins);
    double sum = 0;
    for (int k = 0; k < margins.length; k++) {
      margins[k] = Math.exp(margins[k] - highest);
      sum += margins[k];
    }
    for (int k = 0; k < margins.length; k++) {
      margins[k] /= sum;
    }
  }

  /** Replaces a stretch of margins in single precision. At least one must be finite. */
  public static void inPlace(float[] values, int offset, int count) {
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = offset; i < offset + count; i++) {
      highest = Math.max(highest, values[i]);
    }
    double sum = 0;
    for (int i = offset; i < offset + count; i++) {
      sum += Math.exp(values[i] - highest);
    }
    for (int i = offset; i < offset + count; i++) {
      values[i] = (float) (Math.exp(values[i] - highest) / sum);
    }
  }

  /**
   * Returns the probabilities of each row.
   *
   * @param logits {@code [rows, classes]}
   */
  public static float[] ofRows(float[] logits, int classes) {
    float[] probabilities = new float[logits.length];
    double[] margins = new double[classes];
    for (int row = 0; row < logits.length; row += classes) {
      for (int k = 0; k < classes; k++) {
        margins[k] = logits[row + k];
      }
      inPlace(margins);
      for (int k = 0; k < classes; k++) {
        probabilities[row + k] = (float) margins[k];
      }
    }
    return probabilities;
  }

  /**
   * Writes the probabilities of each column, one column's after the other's.
   *
   * @param margins {@code [classes, n]}
   */
  public static void ofColumns(float[][] margins, float[] probabilities, int offset) {
    int classes = margins.length;
    double[] column = new double[classes];
    for (int i = 0; i < margins[0].length; i++) {
      for (int k = 0; k < classes; k++) {
        column[k] = margins[k][i];
      }
      inPlace(column);
      for (int k = 0; k < classes; k++) {
        probabilities[offset + i * classes + k] = (float) column[k];
      }
    }
  }

  /** Returns ln Σ exp(z). At least one margin must be finite. */
  public static double logSumExp(double[] margins) {
    double highest = highest(margins);
    double sum = 0;
    for (double margin : margins) {
      sum += Math.exp(margin - highest);
    }
    return highest + Math.log(sum);
  }

  private static double highest(double[] margins) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double margin : margins) {
      highest = Math.max(highest, margin);
    }
    return highest;
  }
}
