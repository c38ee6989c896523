package io.modicum.inference.prediction;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.inference.head.Features;
import io.modicum.inference.head.LabelledRows;
import io.modicum.inference.storage.StoredEmbeddings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The dataset, labels and embeddings that a cycle's predictions are made from. */
final class CycleInputs {

  private final ObjectStore store;
  private final Attempt attempt;
  private final DatasetId id;
  private final Manifest<Dataset> dataset;
  private final LabelledRows labelled;

  private CycleInputs(
      ObjectStore store,
      Attempt attempt,
      DatasetId id,
      Manifest<Dataset> dataset,
      LabelledRows labelled) {
    this.store = store;
    this.attempt = attempt;
    this.id = id;
    this.dataset = dataset;
    this.labelled = labelled;
  }

  /**
   * Reads the dataset and its labels so far, and records that the predictions are made from them.
   *
   * @throws InvalidInput if the labels are not of this dataset
   */
  static CycleInputs read(
      ObjectStore store, CampaignId campaign, DatasetId dataset, int cycle, Attempt attempt) {
    String datasetKey = ObjectKeys.dataset(dataset);
    attempt.madeFrom(datasetKey);
    Manifest<Dataset> packed = Manifest.read(store, datasetKey, Dataset.class);
    String labelsKey = ObjectKeys.labels(campaign, cycle);
    attempt.madeFrom(labelsKey);
    LabelledSet labels = Manifest.read(store, labelsKey, LabelledSet.class).content();
    return new CycleInputs(
        store, attempt, dataset, packed, LabelledRows.of(labelsKey, labels, packed.content()));
  }

  int pool() {
    return dataset.content().pool();
  }

  List<String> classNames() {
    return dataset.content().classes();
  }

  int classes() {
    return classNames().size();
  }

  LabelledRows labelled() {
    return labelled;
  }

  /**
   * Opens what a backbone made of the dataset, and records that the predictions are made from it.
   */
  StoredEmbeddings embeddings(BackboneId backbone) {
    StoredEmbeddings embeddings =
        StoredEmbeddings.open(store, backbone, id, attempt::requireWanted);
    attempt.madeFrom(embeddings.key());
    return embeddings;
  }

  /**
   * Returns rows that are finite numbers for all images of the dataset.
   *
   * @param key where they come from, for the message
   * @throws InvalidInput if they are not
   */
  Features requireAllImages(String key, Features rows) {
    if (rows.rows() != images()) {
      throw new InvalidInput(
          key, "has " + rows.rows() + " images where the dataset has " + images());
    }
    for (float value : rows.values()) {
      if (!Float.isFinite(value)) {
        throw new InvalidInput(
            key,
            "has values that are no finite numbers; the backbone's training diverged, or a"
                + " registered network divides by 0; start a campaign with another backbone");
      }
    }
    return rows;
  }

  /**
   * Returns the class of each image of the test split, −1 where unknown.
   *
   * @throws InvalidInput if the dataset does not hold a label for each image
   */
  int[] testLabels() {
    Part part = dataset.part(Dataset.LABELS);
    int[] labels = Npy.decode(part.key(), store.get(part.key())).ints();
    if (labels.length != images() || Arrays.stream(labels).anyMatch(label -> label >= classes())) {
      throw new InvalidInput(
          part.key(),
          String.format(
              Locale.ROOT,
              "must hold a label below %d for each of %d images",
              classes(),
              images()));
    }
    return Arrays.copyOfRange(labels, pool(), images());
  }

  private int images() {
    return dataset.content().pool() + dataset.content().test();
  }
}
