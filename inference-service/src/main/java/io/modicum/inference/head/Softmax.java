package io.modicum.inference.head;

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

  static double logSumExp(double[] margins) {
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
