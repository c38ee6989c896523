package io.modicum.inference.head;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Resamples of labels (Efron 1979, "Bootstrap methods"), for a committee whose members disagree
 * where the labels leave room (Beluch et al. 2018, "The power of ensembles for active learning in
 * image classification").
 */
public final class Bootstrap {

  private Bootstrap() {}

  /**
   * Returns as many places as there are labels, drawn with replacement: first one of each class, so
   * that every member knows all classes, then any.
   *
   * @param labels class of each labelled image
   */
  public static int[] places(int[] labels, SplittableRandom random) {
    int[] present = Arrays.stream(labels).distinct().sorted().toArray();
    int[] places = new int[labels.length];
    for (int k = 0; k < present.length; k++) {
      int label = present[k];
      int[] ofClass = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      places[k] = ofClass[random.nextInt(ofClass.length)];
    }
    for (int i = present.length; i < places.length; i++) {
      places[i] = random.nextInt(labels.length);
    }
    return places;
  }
}
