package io.modicum.inference.head;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import java.util.BitSet;
import java.util.Locale;

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

  /**
   * Checks a labelled set against its dataset.
   *
   * @param key where the set came from, for the message
   * @throws InvalidInput if it names an image twice or outside the pool, or a class that does not
   *     exist
   */
  public static LabelledRows of(String key, LabelledSet labelled, Dataset dataset) {
    BitSet seen = new BitSet(dataset.pool());
    for (LabelledSet.Label label : labelled.labels()) {
      if (label.image() < 0 || label.image() >= dataset.pool()) {
        throw new InvalidInput(
            key, "image " + label.image() + " is not in the pool of " + dataset.pool());
      }
      if (label.label() < 0 || label.label() >= dataset.classes().size()) {
        throw new InvalidInput(
            key,
            String.format(
                Locale.ROOT,
                "image %d has label %d of %d classes",
                label.image(),
                label.label(),
                dataset.classes().size()));
      }
      if (seen.get(label.image())) {
        throw new InvalidInput(key, "image " + label.image() + " is labelled twice");
      }
      seen.set(label.image());
    }
    return new LabelledRows(
        labelled.labels().stream().mapToInt(LabelledSet.Label::image).toArray(),
        labelled.labels().stream().mapToInt(LabelledSet.Label::label).toArray());
  }
}
