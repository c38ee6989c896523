package io.modicum.inference.linear;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Resamples of a training set (Efron 1979, "Bootstrap methods"), for a committee whose members
 * disagree where the labels leave room (Beluch et al. 2018, "The power of ensembles for active
 * learning in image classification").
 */
final class Bootstrap {

  private Bootstrap() {}

  /**
   * Returns as many images as the set has, drawn with replacement: first one of each class, so that
   * every member knows all classes, then any.
   */
  static TrainingSet resample(TrainingSet set, SplittableRandom random) {
    int[] places = new int[set.size()];
    for (int k = 0; k < set.classes(); k++) {
      int label = k;
      int[] ofClass =
          IntStream.range(0, set.size()).filter(i -> set.labels()[i] == label).toArray();
      places[k] = ofClass[random.nextInt(ofClass.length)];
    }
    for (int i = set.classes(); i < places.length; i++) {
      places[i] = random.nextInt(set.size());
    }
    return set.at(places);
  }
}
