package io.modicum.inference.head;

import io.modicum.contracts.campaign.ClassifierSettings.Kind;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Labelled images.
 *
 * @param images rows of {@code features}; one may occur more than once
 * @param labels class of each, in {@code [0, classes)}; each class occurs
 */
record TrainingSet(
    Features features, Standardisation standardisation, int[] images, int[] labels, int classes) {

  /**
   * Numbers the classes that occur from 0 on.
   *
   * @param present the classes that occur, ascending
   */
  static TrainingSet of(
      Features features, Standardisation standardisation, LabelledRows rows, int[] present) {
    return new TrainingSet(
        features,
        standardisation,
        rows.images(),
        Arrays.stream(rows.labels()).map(k -> Arrays.binarySearch(present, k)).toArray(),
        present.length);
  }

  int size() {
    return images.length;
  }

  /** Returns the images at some places of this set; a place may be given more than once. */
  TrainingSet at(int[] places) {
    return new TrainingSet(
        features,
        standardisation,
        Arrays.stream(places).map(place -> images[place]).toArray(),
        Arrays.stream(places).map(place -> labels[place]).toArray(),
        classes);
  }

  /** Returns these images and others of the same classes. */
  TrainingSet and(TrainingSet others) {
    return new TrainingSet(
        features,
        standardisation,
        joined(images, others.images),
        joined(labels, others.labels),
        classes);
  }

  private static int[] joined(int[] first, int[] second) {
    return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
  }

  DesignMatrix matrix() {
    return new DesignMatrix(features, standardisation, images);
  }

  LinearFit fit(Kind kind) {
    return new LinearFit(kind, matrix(), labels, classes);
  }

  /** Returns the parameters of a model that prefers no class, {@code [classes, d + 1]}. */
  double[] zero() {
    return new double[classes * (features.columns() + 1)];
  }
}
