package io.modicum.inference.head;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Images with their classes, as a head takes them. */
public final class LabelledRows {

  /** No image. */
  public static final LabelledRows NONE = new LabelledRows(new int[0], new int[0]);

  private final int[] images;
  private final int[] labels;

  /**
   * @param images indices in the pool
   * @param labels their classes
   */
  public LabelledRows(int[] images, int[] labels) {
    this.images = images;
    this.labels = labels;
  }

  /** Returns the indices in the pool. */
  public int[] images() {
    return images;
  }

  /** Returns the class of each image. */
  public int[] labels() {
    return labels;
  }

  /** Returns the images at some places; a place may be given more than once. */
  LabelledRows at(int[] places) {
    return new LabelledRows(
        Arrays.stream(places).map(place -> images[place]).toArray(),
        Arrays.stream(places).map(place -> labels[place]).toArray());
  }

  /**
   * Returns the images that have a class.
   *
   * @param labels class of each image of the pool, negative where it has none
   */
  public static LabelledRows of(int[] labels) {
    int[] images = IntStream.range(0, labels.length).filter(image -> labels[image] >= 0).toArray();
    return new LabelledRows(images, Arrays.stream(images).map(image -> labels[image]).toArray());
  }
}
