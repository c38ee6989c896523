package io.modicum.inference.linear;

import io.modicum.inference.head.Features;
import io.modicum.inference.head.LabelledFeatures;
import io.modicum.inference.head.LabelledRows;
import io.modicum.inference.head.Standardisation;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Labelled images. */
final class TrainingSet {

  private final Features features;
  private final Standardisation standardisation;
  private final int[] images;
  private final int[] labels;
  private final int classes;

  /**
   * @param images rows of {@code features}; one may occur more than once
   * @param labels class of each, in {@code [0, classes)}; each class occurs
   */
  TrainingSet(
      Features features, Standardisation standardisation, int[] images, int[] labels, int classes) {
    this.features = features;
    this.standardisation = standardisation;
    this.images = images;
    this.labels = labels;
    this.classes = classes;
  }

  /**
   * Numbers the classes that occur from 0 on.
   *
   * @param present the classes that occur, ascending
   */
  static TrainingSet of(LabelledFeatures all, LabelledRows rows, int[] present) {
    return new TrainingSet(
        all.features(),
        all.standardisation(),
        rows.images(),
        Arrays.stream(rows.labels()).map(k -> Arrays.binarySearch(present, k)).toArray(),
        present.length);
  }

  int size() {
    return images.length;
  }

  /** Returns the class of each image. */
  int[] labels() {
    return labels;
  }

  int classes() {
    return classes;
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

  LinearFit fit(LinearModel model) {
    return new LinearFit(model, matrix(), labels, classes);
  }

  /** Returns the parameters of a model that prefers no class, {@code [classes, d + 1]}. */
  double[] zero() {
    return new double[classes * (features.columns() + 1)];
  }
}
