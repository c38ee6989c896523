package io.modicum.inference.head;

import io.modicum.contracts.campaign.ClassifierSettings;
import java.util.Arrays;

/**
 * The classifier on frozen features: softmax of {@code W (x − mean) / deviation + b}. For logistic
 * regression these are the model's probabilities; for the linear SVM they are the softmax of its
 * margins, which ranks classes and images as the margins do but is not calibrated. A class without
 * a labelled image has weights 0 and bias −∞, and so probability 0. Immutable.
 *
 * @param weights {@code [classes, d]}
 * @param bias {@code [classes]}
 */
public record LinearHead(float[] weights, float[] bias, Standardisation standardisation) {

  /**
   * Fits the head.
   *
   * @param settings loss and penalty
   * @param features of all images, {@code [n, d]}
   * @param images rows of the labelled images
   * @param labels their classes, each in {@code [0, classes)}; at least one
   */
  public static LinearHead fit(
      ClassifierSettings settings,
      Features features,
      Standardisation standardisation,
      int[] images,
      int[] labels,
      int classes) {
    int d = features.columns();
    float[] weights = new float[classes * d];
    float[] bias = new float[classes];
    Arrays.fill(bias, Float.NEGATIVE_INFINITY);
    int[] present = Arrays.stream(labels).distinct().sorted().toArray();
    if (present.length == 1) {
      bias[present[0]] = 0;
      return new LinearHead(weights, bias, standardisation);
    }
    double[] rows = new double[images.length * d];
    for (int i = 0; i < images.length; i++) {
      standardisation.apply(features, images[i], rows, i * d);
    }
    DesignMatrix x = new DesignMatrix(rows, images.length, d);
    int[] dense = Arrays.stream(labels).map(k -> Arrays.binarySearch(present, k)).toArray();
    double[] fitted =
        switch (settings.kind()) {
          case LOGISTIC_REGRESSION ->
              new LogisticRegression(x, dense, present.length, settings.c()).fit();
          case LINEAR_SVM -> LinearSvm.fit(x, dense, present.length, settings.c());
        };
    for (int p = 0; p < present.length; p++) {
      for (int j = 0; j < d; j++) {
        weights[present[p] * d + j] = (float) fitted[p * (d + 1) + j];
      }
      bias[present[p]] = (float) fitted[p * (d + 1) + d];
    }
    return new LinearHead(weights, bias, standardisation);
  }

  /** Returns the class probabilities of all images, {@code [rows, classes]}. */
  public float[] probabilities(Features features) {
    int d = features.columns();
    int classes = bias.length;
    float[] probabilities = new float[features.rows() * classes];
    double[] x = new double[d];
    double[] margins = new double[classes];
    for (int row = 0; row < features.rows(); row++) {
      standardisation.apply(features, row, x, 0);
      for (int k = 0; k < classes; k++) {
        double margin = bias[k];
        for (int j = 0; j < d; j++) {
          margin += weights[k * d + j] * x[j];
        }
        margins[k] = margin;
      }
      Softmax.inPlace(margins);
      for (int k = 0; k < classes; k++) {
        probabilities[row * classes + k] = (float) margins[k];
      }
    }
    return probabilities;
  }
}
