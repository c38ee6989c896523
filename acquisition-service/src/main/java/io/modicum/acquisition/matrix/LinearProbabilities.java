package io.modicum.acquisition.matrix;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.vector.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The class probabilities of a linear head, softmax of {@code W x + b}, computed from the features
 * when rows are read. A class with bias −∞ has probability 0.
 */
public final class LinearProbabilities implements Matrix {

  private final Matrix features;
  private final float[] weights;
  private final float[] bias;

  /**
   * @param features {@code [rows, d]}
   * @param weights {@code [classes, d]}
   * @param bias {@code [classes]}
   */
  LinearProbabilities(Matrix features, float[] weights, float[] bias) {
    this.features = features;
    this.weights = weights;
    this.bias = bias;
  }

  /**
   * Returns the probabilities of each of several heads that share the standardisation of their
   * features.
   *
   * @param features {@code [rows, d]}, not standardised
   * @param weights {@code [members, classes, d]}
   * @param bias {@code [members, classes]}
   * @param mean of each feature, {@code [d]}
   * @param deviation of each feature, {@code [d]}
   */
  public static List<Matrix> committee(
      Matrix features,
      int members,
      float[] weights,
      float[] bias,
      float[] mean,
      float[] deviation) {
    int d = features.columns();
    int classes = bias.length / members;
    if (weights.length != bias.length * d || mean.length != d || deviation.length != d) {
      throw new InvalidInput(
          "committee",
          String.format(
              Locale.ROOT,
              "%d weights, %d means and %d deviations are not those of %d biases and %d features",
              weights.length,
              mean.length,
              deviation.length,
              bias.length,
              d));
    }
    List<Matrix> committee = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      float[] scaled = new float[classes * d];
      float[] shifted = new float[classes];
      for (int k = 0; k < classes; k++) {
        double shift = bias[member * classes + k];
        for (int j = 0; j < d; j++) {
          scaled[k * d + j] = weights[(member * classes + k) * d + j] / deviation[j];
          shift -= (double) scaled[k * d + j] * mean[j];
        }
        shifted[k] = (float) shift;
      }
      committee.add(new LinearProbabilities(features, scaled, shifted));
    }
    return committee;
  }

  @Override
  public int rows() {
    return features.rows();
  }

  @Override
  public int columns() {
    return bias.length;
  }

  @Override
  public void read(int first, int count, float[] target, int offset) {
    int d = features.columns();
    float[] rows = new float[Math.min(count, ColumnBlock.ROWS) * d];
    float[] margins = new float[ColumnBlock.ROWS];
    for (int done = 0; done < count; done += ColumnBlock.ROWS) {
      int height = Math.min(ColumnBlock.ROWS, count - done);
      int from = offset + done * bias.length;
      features.read(first + done, height, rows, 0);
      ColumnBlock block = ColumnBlock.transpose(rows, 0, height, d);
      for (int k = 0; k < bias.length; k++) {
        block.products(weights, k * d, margins);
        for (int row = 0; row < height; row++) {
          target[from + row * bias.length + k] = margins[row] + bias[k];
        }
      }
      for (int row = 0; row < height; row++) {
        Softmax.inPlace(target, from + row * bias.length, bias.length);
      }
    }
  }
}
