package io.modicum.inference.head;

import io.modicum.contracts.campaign.ClassifierSettings.Kind;
import java.util.Arrays;

/**
 * Labelled images.
 *
 * @param images rows of {@code features}; one may occur more than once
 * @param labels class of each, in {@code [0, classes)}; each class occurs
 */
record TrainingSet(
    Features features, Standardisation standardisation, int[] images, int[] labels, int classes) {

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
