package io.modicum.inference.prediction;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.labels.KnownLabels;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.inference.head.Features;
import io.modicum.inference.head.LabelledRows;
import io.modicum.inference.storage.StoredEmbeddings;
import java.util.List;

/** The dataset, labels and embeddings that a cycle's predictions are made from. */
final class CycleInputs {

  private final ObjectStore store;
  private final Attempt attempt;
  private final DatasetId id;
  private final Manifest<Dataset> dataset;
  private final CampaignSpecification specification;
  private final KnownLabels known;
  private final String labelsKey;
  private final LabelledSet labels;
  private final LabelledRows labelled;

  private CycleInputs(
      ObjectStore store,
      Attempt attempt,
      DatasetId id,
      CampaignSpecification specification,
      String labelsKey) {
    this.store = store;
    this.attempt = attempt;
    this.id = id;
    this.specification = specification;
    this.labelsKey = labelsKey;
    String datasetKey = ObjectKeys.dataset(id);
    attempt.madeFrom(datasetKey);
    this.dataset = Manifest.read(store, datasetKey, Dataset.class);
    this.known = KnownLabels.read(store, dataset, specification);
    attempt.madeFrom(labelsKey);
    this.labels = Manifest.read(store, labelsKey, LabelledSet.class).content();
    this.labelled = LabelledRows.of(known.learntFrom(labelsKey, labels));
  }

  /**
   * Reads the campaign, the dataset and its labels so far, and records that the predictions are
   * made from them.
   *
   * @throws InvalidInput if the labels are not of this dataset
   */
  static CycleInputs read(
      ObjectStore store, CampaignId campaign, DatasetId dataset, int cycle, Attempt attempt) {
    String key = ObjectKeys.specification(campaign);
    attempt.madeFrom(key);
    return new CycleInputs(
        store,
        attempt,
        dataset,
        Json.read(key, store.get(key), CampaignSpecification.class),
        ObjectKeys.labels(campaign, cycle));
  }

  CampaignSpecification specification() {
    return specification;
  }

  int pool() {
    return dataset.content().pool();
  }

  List<String> classNames() {
    return known.classes();
  }

  int classes() {
    return classNames().size();
  }

  /** Returns what is learnt from. */
  LabelledRows labelled() {
    return labelled;
  }

  /** Returns how many labels people gave that count against the budget. */
  int asked() {
    return labels.budgeted(specification.existingLabels());
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

  /** Returns what would be learnt from another labelled set of the campaign, −1 for no class. */
  int[] learntFrom(String key, LabelledSet set) {
    return known.learntFrom(key, set);
  }

  /** Returns the class of each image that accuracy is measured on, −1 for all others. */
  int[] evaluated() {
    return known.evaluated(labelsKey, labels);
  }

  private int images() {
    return dataset.content().pool() + dataset.content().test();
  }
}
