package io.modicum.inference.linear;

import java.util.Arrays;

/** The multinomial logistic loss: −log softmax(margins)[label]. */
final class LogisticLoss implements Loss {

  private final int[] labels;
  private final float[][][] probabilities;
  private final double[] variances;

  LogisticLoss(int[] labels, int blocks) {
    this.labels = labels;
    this.probabilities = new float[blocks][][];
    this.variances = new double[blocks];
  }

  @Override
  public double differentiate(int block, float[][] margins) {
    int n = margins[0].length;
    double loss = softmax(block, margins);
    probabilities[block] = new float[margins.length][];
    double variance = 0;
    for (int k = 0; k < margins.length; k++) {
      probabilities[block][k] = margins[k].clone();
      for (float p : margins[k]) {
        variance += p * (1 - p);
      }
    }
    variances[block] = variance / (margins.length - 1);
    for (int i = 0; i < n; i++) {
      margins[labels[block * RowBlock.ROWS + i]][i] -= 1;
    }
    return loss;
  }

  /** Replaces margins by probabilities and returns Σ −log probability of the label. */
  private double softmax(int block, float[][] margins) {
    int n = margins[0].length;
    float[] highest = margins[0].clone();
    for (float[] margin : margins) {
      for (int i = 0; i < n; i++) {
        highest[i] = Math.max(highest[i], margin[i]);
      }
    }
    double loss = 0;
    for (int i = 0; i < n; i++) {
      loss += highest[i] - margins[labels[block * RowBlock.ROWS + i]][i];
    }
    float[] sum = new float[n];
    for (float[] margin : margins) {
      for (int i = 0; i < n; i++) {
        margin[i] = (float) Math.exp(margin[i] - highest[i]);
        sum[i] += margin[i];
      }
    }
    for (float[] margin : margins) {
      for (int i = 0; i < n; i++) {
        margin[i] /= sum[i];
      }
    }
    for (float s : sum) {
      loss += Math.log(s);
    }
    return loss;
  }

  @Override
  public void curve(int block, float[][] change) {
    int n = change[0].length;
    float[][] p = probabilities[block];
    float[] mean = new float[n];
    for (int k = 0; k < change.length; k++) {
      addProducts(p[k], change[k], mean);
    }
    for (int k = 0; k < change.length; k++) {
      multiplyCentred(p[k], mean, change[k]);
    }
  }

  private static void addProducts(float[] p, float[] change, float[] mean) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] += p[i] * change[i];
    }
  }

  private static void multiplyCentred(float[] p, float[] mean, float[] change) {
    for (int i = 0; i < mean.length; i++) {
      change[i] = p[i] * (change[i] - mean[i]);
    }
  }

  @Override
  public double meanCurvature() {
    return Arrays.stream(variances).sum() / labels.length;
  }
}
