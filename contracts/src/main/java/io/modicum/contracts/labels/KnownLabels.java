package io.modicum.contracts.labels;

import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The labels that a dataset came with, as labels of a campaign's classes, which are told by their
 * names.
 */
public final class KnownLabels {

  /** The label of an image whose class is not known, or is none of the campaign's. */
  public static final int UNKNOWN = -1;

  private final CampaignSpecification specification;
  private final int pool;
  private final List<String> classes;
  private final int[] labels;

  private KnownLabels(
      CampaignSpecification specification, int pool, List<String> classes, int[] labels) {
    this.specification = specification;
    this.pool = pool;
    this.classes = classes;
    this.labels = labels;
  }

  /**
   * Reads the labels of a dataset.
   *
   * @throws InvalidInput if it does not hold a label for each image
   */
  public static KnownLabels read(
      ObjectStore store, Manifest<Dataset> manifest, CampaignSpecification specification) {
    String key = manifest.part(Dataset.LABELS).key();
    return of(Npy.decode(key, store.get(key)).ints(), manifest, specification);
  }

  /**
   * Takes the labels of a dataset that were read already.
   *
   * @param labels of all images by the dataset's classes, first the pool's, negative where unknown
   * @throws InvalidInput if they are not one for each image
   */
  public static KnownLabels of(
      int[] labels, Manifest<Dataset> manifest, CampaignSpecification specification) {
    Dataset dataset = manifest.content();
    int images = dataset.pool() + dataset.test();
    int ofDataset = dataset.classes().size();
    if (labels.length != images || Arrays.stream(labels).anyMatch(label -> label >= ofDataset)) {
      throw new InvalidInput(
          manifest.part(Dataset.LABELS).key(),
          String.format(
              Locale.ROOT, "must hold a label below %d for each of %d images", ofDataset, images));
    }
    List<String> classes = specification.classesOr(dataset.classes());
    Map<String, Integer> byName = new HashMap<>();
    classes.forEach(name -> byName.put(name, byName.size()));
    int[] ofCampaign =
        dataset.classes().stream().mapToInt(name -> byName.getOrDefault(name, UNKNOWN)).toArray();
    return new KnownLabels(
        specification,
        dataset.pool(),
        classes,
        Arrays.stream(labels).map(label -> label < 0 ? UNKNOWN : ofCampaign[label]).toArray());
  }

  /**
   * Reads what a campaign learns from after a cycle, as {@link #learntFrom(String, LabelledSet)}
   * tells it.
   *
   * @param key of the cycle's labelled set
   * @throws InvalidInput if it is not of this dataset
   */
  public static int[] learntFrom(
      ObjectStore store,
      Manifest<Dataset> manifest,
      CampaignSpecification specification,
      String key) {
    return read(store, manifest, specification)
        .learntFrom(key, Manifest.read(store, key, LabelledSet.class).content());
  }

  /** Returns the names of the campaign's classes, in label order. */
  public List<String> classes() {
    return classes;
  }

  /** Returns the class of each image of the test split, {@link #UNKNOWN} where it is not known. */
  public int[] test() {
    return Arrays.copyOfRange(labels, pool, labels.length);
  }

  /**
   * Returns the labels of the pool that count although nobody was asked: the class of each image,
   * {@link #UNKNOWN} where it has none. The evaluation sample and images that measure annotators
   * have none.
   */
  public int[] existing() {
    if (!specification.existingLabels().trusted()) {
      int[] none = new int[pool];
      Arrays.fill(none, UNKNOWN);
      return none;
    }
    int[] existing = Arrays.copyOf(labels, pool);
    Stream.concat(
            specification.evaluation().images().stream(),
            specification.annotation().gold().labels().keySet().stream())
        .forEach(image -> existing[image] = UNKNOWN);
    return existing;
  }

  /**
   * Returns what a campaign learns from: the class of each image of the pool, {@link #UNKNOWN}
   * where it has none. What people say of an image counts more than the label that it came with.
   *
   * @param key of the labelled set, for the message
   * @throws InvalidInput if an image or a label is not of this dataset, or an image is there twice
   */
  public int[] learntFrom(String key, LabelledSet set) {
    int[] learnt = existing();
    boolean[] asked = new boolean[pool];
    for (LabelledSet.Label label : set.labels()) {
      requireInPool(key, label.image());
      requireClass(key, label);
      if (asked[label.image()]) {
        throw new InvalidInput(key, "image " + label.image() + " is labelled twice");
      }
      asked[label.image()] = true;
      learnt[label.image()] = label.label();
    }
    for (int image : set.leftOut()) {
      requireInPool(key, image);
      learnt[image] = UNKNOWN;
    }
    return learnt;
  }

  /**
   * Returns what accuracy is measured on: the class of each image of the dataset, {@link #UNKNOWN}
   * for those that it is not measured on.
   *
   * @param key of the labelled set, for the message
   * @throws InvalidInput if an image or a label is not of this dataset
   */
  public int[] evaluated(String key, LabelledSet set) {
    int[] evaluated = new int[labels.length];
    Arrays.fill(evaluated, UNKNOWN);
    if (specification.evaluation().size() == 0) {
      System.arraycopy(labels, pool, evaluated, pool, labels.length - pool);
    }
    for (LabelledSet.Label label : set.evaluation()) {
      requireInPool(key, label.image());
      requireClass(key, label);
      evaluated[label.image()] = label.label();
    }
    return evaluated;
  }

  /** Returns the class of an image, {@link #UNKNOWN} where it is not known. */
  public int of(int image) {
    return image < labels.length ? labels[image] : UNKNOWN;
  }

  private void requireInPool(String key, int image) {
    if (image < 0 || image >= pool) {
      throw new InvalidInput(key, "image " + image + " is not in the pool of " + pool);
    }
  }

  private void requireClass(String key, LabelledSet.Label label) {
    if (label.label() < 0 || label.label() >= classes.size()) {
      throw new InvalidInput(
          key,
          String.format(
              Locale.ROOT,
              "image %d has label %d of %d classes",
              label.image(),
              label.label(),
              classes.size()));
    }
  }
}
