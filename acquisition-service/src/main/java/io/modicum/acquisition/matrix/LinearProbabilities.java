package io.modicum.acquisition.matrix;

import io.modicum.contracts.stage.InvalidInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The class probabilities of a linear head, softmax of {@code W x + b}, computed from the features
 * when rows are read. A class with bias −∞ has probability 0.
 */
public final class LinearProbabilities implements Matrix {

  private static final int BLOCK_ROWS = 256;

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
          "%d weights, %d means and %d deviations are not those of %d biases and %d features"
              .formatted(weights.length, mean.length, deviation.length, bias.length, d));
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
    float[] block = new float[Math.min(count, BLOCK_ROWS) * d];
    float[] columns = new float[block.length];
    float[] margins = new float[BLOCK_ROWS];
    for (int done = 0; done < count; done += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, count - done);
      features.read(first + done, rows, block, 0);
      transpose(block, columns, rows, d);
      for (int k = 0; k < bias.length; k++) {
        margins(k, columns, rows, margins);
        for (int row = 0; row < rows; row++) {
          target[offset + (done + row) * bias.length + k] = margins[row];
        }
      }
      for (int row = 0; row < rows; row++) {
        softmax(target, offset + (done + row) * bias.length, bias.length);
      }
    }
  }

  private static void transpose(float[] block, float[] columns, int rows, int d) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < d; j++) {
        columns[j * rows + row] = block[row * d + j];
      }
    }
  }

  /** All rows at once, so that the inner loop is one vector operation after the other. */
  private void margins(int k, float[] columns, int rows, float[] margins) {
    Arrays.fill(margins, 0, rows, bias[k]);
    for (int j = 0, d = features.columns(); j < d; j++) {
      float weight = weights[k * d + j];
      for (int row = 0, from = j * rows; row < rows; row++) {
        margins[row] += weight * columns[from + row];
      }
    }
  }

  private static void softmax(float[] values, int offset, int count) {
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
}
