package io.modicum.gateway.backbone;

import io.modicum.contracts.failure.InvalidInput;
import java.util.List;

/**
 * What a network that takes floats wants subtracted from its images, and divided by: one number for
 * red, green and blue each, of images in [0, 1].
 *
 * @param mean empty for the default, ImageNet's
 * @param standardDeviation likewise
 */
record Normalisation(List<Double> mean, List<Double> standardDeviation) {

  private static final int CHANNELS = 3;

  Normalisation {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (mean.isEmpty() != standardDeviation.isEmpty()) {
      throw new InvalidInput(mean.isEmpty() ? "mean" : "std", "must be given: both, or none");
    }
    requireThree("mean", mean);
    requireThree("std", standardDeviation);
    if (standardDeviation.stream().anyMatch(deviation -> deviation <= 0)) {
      throw new InvalidInput("std", "must be above 0");
    }
  }

  private static void requireThree(String field, List<Double> values) {
    if (!(values.isEmpty() || values.size() == CHANNELS)
        || !values.stream().allMatch(Double::isFinite)) {
      throw new InvalidInput(field, "must be three numbers, of red, green and blue");
    }
  }
}
