package io.modicum.inference.head;

import io.modicum.contracts.stage.ParallelWork;
import io.modicum.contracts.vector.Softmax;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The classifier on frozen features: softmax of {@code W (x − mean) / deviation + b}. A class
 * without a labelled image has weights 0 and bias −∞, and so probability 0; where no image is
 * labelled, all classes are as probable. Immutable.
 *
 * @param weights {@code [classes, d]}
 * @param bias {@code [classes]}
 */
public record LinearHead(float[] weights, float[] bias, Standardisation standardisation) {

  private static final int BLOCKS_TOGETHER = 256;

  /**
   * Spreads the parameters of the classes that have labels over all classes.
   *
   * @param parameters {@code [present.length, d + 1]}, the bias of a class last
   * @param present the classes that have labels
   * @param temperature by which all margins are divided
   */
  static LinearHead of(
      double[] parameters,
      int[] present,
      int classes,
      double temperature,
      Standardisation standardisation) {
    int d = standardisation.mean().length;
    float[] weights = new float[classes * d];
    float[] bias = new float[classes];
    Arrays.fill(bias, present.length == 0 ? 0 : Float.NEGATIVE_INFINITY);
    for (int p = 0; p < present.length; p++) {
      for (int j = 0; j < d; j++) {
        weights[present[p] * d + j] = (float) (parameters[p * (d + 1) + j] / temperature);
      }
      bias[present[p]] = (float) (parameters[p * (d + 1) + d] / temperature);
    }
    return new LinearHead(weights, bias, standardisation);
  }

  /**
   * Returns the class probabilities of all images, {@code [rows, classes]}.
   *
   * @param requireWanted runs now and then; ends the work by an exception
   */
  public float[] probabilities(Features features, Runnable requireWanted) {
    int d = features.columns();
    int classes = bias.length;
    float[][] parameters = new float[classes][d + 1];
    for (int k = 0; k < classes; k++) {
      System.arraycopy(weights, k * d, parameters[k], 0, d);
      parameters[k][d] = bias[k];
    }
    float[] probabilities = new float[features.rows() * classes];
    ParallelWork.forEach(
        (features.rows() + RowBlock.ROWS - 1) / RowBlock.ROWS,
        BLOCKS_TOGETHER,
        requireWanted,
        block -> {
          int from = block * RowBlock.ROWS;
          int to = Math.min(features.rows(), from + RowBlock.ROWS);
          int[] images = IntStream.range(from, to).toArray();
          float[][] margins =
              RowBlock.of(features, standardisation, images, 0, images.length).margins(parameters);
          Softmax.ofColumns(margins, probabilities, from * classes);
        });
    return probabilities;
  }
}
