package io.modicum.inference.linear;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Model;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.stage.ParallelWork;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.vector.Softmax;
import io.modicum.inference.head.Classifier;
import io.modicum.inference.head.Features;
import io.modicum.inference.head.Standardisation;
import io.modicum.inference.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The classifier on frozen features: softmax of {@code W (x − mean) / deviation + b}. A class
 * without a labelled image has weights 0 and bias −∞, and so probability 0; where no image is
 * labelled, all classes are as probable.
 */
final class LinearHead implements Classifier {

  private static final String WEIGHTS = "weights.npy";
  private static final String BIAS = "bias.npy";
  private static final String PREFIX = "modicum.";
  private static final String MARGINS = PREFIX + "margins";
  private static final int BLOCKS_TOGETHER = 256;

  private final float[] weights;
  private final float[] bias;
  private final Standardisation standardisation;

  /**
   * @param weights {@code [classes, d]}
   * @param bias {@code [classes]}
   */
  LinearHead(float[] weights, float[] bias, Standardisation standardisation) {
    this.weights = weights;
    this.bias = bias;
    this.standardisation = standardisation;
  }

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

  /** Returns the head that {@link #write} wrote. */
  static LinearHead read(Function<String, Npy> part) {
    return new LinearHead(
        part.apply(WEIGHTS).floats(),
        part.apply(BIAS).floats(),
        new Standardisation(
            part.apply(Predictions.FEATURE_MEAN).floats(),
            part.apply(Predictions.FEATURE_DEVIATION).floats()));
  }

  void write(BiConsumer<String, byte[]> part) {
    part.accept(WEIGHTS, Npy.encode(weights, classes(), dimensions()));
    part.accept(BIAS, Npy.encode(bias, classes()));
    part.accept(Predictions.FEATURE_MEAN, Npy.encode(standardisation.mean(), dimensions()));
    part.accept(
        Predictions.FEATURE_DEVIATION, Npy.encode(standardisation.deviation(), dimensions()));
  }

  int classes() {
    return bias.length;
  }

  /** Returns the number of features. */
  int dimensions() {
    return weights.length / bias.length;
  }

  /** Returns the weights of each class, {@code [classes, d]}. */
  float[] weights() {
    return weights;
  }

  /** Returns the bias of each class. */
  float[] bias() {
    return bias;
  }

  Standardisation standardisation() {
    return standardisation;
  }

  @Override
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

  /**
   * Appends one {@code Gemm}, of whose weights {@code [d, classes]} and bias the standardisation
   * becomes part, and the softmax.
   *
   * @throws InvalidInput if a weight is no finite number; a bias may be −∞
   */
  @Override
  public void append(OnnxGraph graph) {
    int classes = classes();
    int d = dimensions();
    float[] folded = new float[d * classes];
    float[] shifted = new float[classes];
    for (int k = 0; k < classes; k++) {
      double shift = bias[k];
      for (int j = 0; j < d; j++) {
        double weight = (double) weights[k * d + j] / standardisation.deviation()[j];
        requireNumber(Float.isFinite((float) weight));
        folded[j * classes + k] = (float) weight;
        shift -= weight * standardisation.mean()[j];
      }
      shifted[k] = (float) shift;
      requireNumber(Float.isFinite(shifted[k]) || bias[k] == Float.NEGATIVE_INFINITY);
    }
    graph.node(
        MARGINS,
        "Gemm",
        List.of(
            Backbone.FEATURES,
            graph.constant(PREFIX + "weights", folded, d, classes),
            graph.constant(PREFIX + "bias", shifted, classes)));
    graph.node(Model.PROBABILITIES, "Softmax", List.of(MARGINS), OnnxGraph.attribute("axis", 1));
  }

  private static void requireNumber(boolean met) {
    if (!met) {
      throw new InvalidInput(
          "classifier", "has weights that are no finite numbers; set a lower classifier.c");
    }
  }
}
