package io.modicum.acquisition;

import io.modicum.acquisition.matrix.LinearProbabilities;
import io.modicum.acquisition.matrix.MappedMatrix;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.MatrixCache;
import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.labels.KnownLabels;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Reads what a selection is made from. */
final class CampaignObjects {

  private final ObjectStore store;
  private final MatrixCache cache;
  private final Consumer<String> reading;
  private final Runnable requireCampaign;

  /**
   * @param reading hears the key of each manifest that is read
   * @param requireCampaign throws if the campaign was deleted
   */
  CampaignObjects(
      ObjectStore store, MatrixCache cache, Consumer<String> reading, Runnable requireCampaign) {
    this.store = store;
    this.cache = cache;
    this.reading = reading;
    this.requireCampaign = requireCampaign;
  }

  void requireCampaign() {
    requireCampaign.run();
  }

  CampaignSpecification specification(CampaignId campaign) {
    String key = ObjectKeys.specification(campaign);
    return Json.read(key, store.get(key), CampaignSpecification.class);
  }

  LabelledSet labelled(CampaignId campaign, int cycle) {
    return manifest(ObjectKeys.labels(campaign, cycle), LabelledSet.class).content();
  }

  /** Returns the learning curve up to and with a cycle. */
  List<StoppingRules.Point> curve(CampaignId campaign, int last) {
    return IntStream.rangeClosed(0, last)
        .mapToObj(cycle -> manifest(ObjectKeys.predictions(campaign, cycle), Predictions.class))
        .map(Manifest::content)
        .map(cycle -> new StoppingRules.Point(cycle.labels(), cycle.heldOut()))
        .toList();
  }

  /** Returns what was chosen of each part of the pool. */
  List<Selection> selectionParts(CampaignId campaign, int cycle, int parts) {
    return IntStream.range(0, parts)
        .mapToObj(part -> ObjectKeys.selectionPart(campaign, cycle, part))
        .map(key -> manifest(key, Selection.class).content())
        .toList();
  }

  /** Returns the labels that the campaign's dataset came with. */
  KnownLabels knownLabels(CampaignSpecification specification) {
    return KnownLabels.read(
        store, manifest(ObjectKeys.dataset(specification.dataset()), Dataset.class), specification);
  }

  /** Returns the class probabilities {@code [pool, classes]} after a cycle. */
  Matrix probabilities(CampaignId campaign, int cycle) {
    Manifest<Predictions> manifest =
        manifest(ObjectKeys.predictions(campaign, cycle), Predictions.class);
    return cache.matrix(manifest.part(Predictions.PROBABILITIES));
  }

  /**
   * Returns the class probabilities {@code [images, classes]} of each head that was fitted on a
   * bootstrap sample of the labels.
   *
   * @param features as the heads were fitted on; asked for where the heads are linear
   * @throws InvalidInput if the cycle has no such heads
   */
  List<Matrix> committee(CampaignId campaign, int cycle, Supplier<Matrix> features) {
    String key = ObjectKeys.predictions(campaign, cycle);
    Manifest<Predictions> manifest = manifest(key, Predictions.class);
    List<Matrix> stored =
        IntStream.range(0, manifest.parts().size())
            .mapToObj(Predictions::committeeProbabilities)
            .map(manifest::find)
            .takeWhile(Optional::isPresent)
            .<Matrix>map(part -> cache.matrix(part.orElseThrow()))
            .toList();
    if (!stored.isEmpty()) {
      return stored;
    }
    if (manifest.find(Predictions.COMMITTEE_WEIGHTS).isEmpty()) {
      throw new InvalidInput(
          "classifier.committee",
          "must be at least 2 for this acquisition function, but the classifier of cycle "
              + cycle
              + " has no committee");
    }
    return linear(manifest, features.get());
  }

  private List<Matrix> linear(Manifest<Predictions> manifest, Matrix features) {
    Npy weights = npy(manifest.part(Predictions.COMMITTEE_WEIGHTS));
    int[] shape = weights.shape();
    if (shape.length != 3 || shape[2] != features.columns()) {
      throw new InvalidInput(
          manifest.part(Predictions.COMMITTEE_WEIGHTS).key(),
          "must be [members, classes, " + features.columns() + "]");
    }
    return LinearProbabilities.committee(
        features,
        shape[0],
        weights.floats(),
        npy(manifest.part(Predictions.COMMITTEE_BIAS)).floats(),
        npy(manifest.part(Predictions.FEATURE_MEAN)).floats(),
        npy(manifest.part(Predictions.FEATURE_DEVIATION)).floats());
  }

  /**
   * Returns the features {@code [images, d]} that the campaign has after a cycle.
   *
   * @param learnt class of each image of the pool that it learnt from, -1 for no class
   */
  Matrix features(CampaignSpecification specification, int[] learnt) {
    BackboneId backbone =
        specification.mode() == Mode.FROM_SCRATCH
            ? ContentAddress.scratchBackbone(specification, learnt)
            : ContentAddress.pretrainedBackbone(specification);
    Manifest<Embeddings> manifest =
        manifest(ObjectKeys.embeddings(backbone, specification.dataset()), Embeddings.class);
    Embeddings embeddings = manifest.content();
    int d = embeddings.dimensions();
    List<MappedMatrix> shards = new ArrayList<>();
    int row = 0;
    for (int i = 0; i < embeddings.shards().size(); i++) {
      requireCampaign();
      Embeddings.Shard shard = embeddings.shards().get(i);
      Part part = manifest.part(Embeddings.features(i));
      MappedMatrix features = cache.matrix(part);
      if (shard.first() != row || features.rows() != shard.count() || features.columns() != d) {
        throw new InvalidInput(
            part.key(),
            String.format(
                Locale.ROOT, "must be [%d, %d] for the images from %d on", shard.count(), d, row));
      }
      shards.add(features);
      row += shard.count();
    }
    return MappedMatrix.stacked(shards);
  }

  private <C> Manifest<C> manifest(String key, Class<C> content) {
    reading.accept(key);
    return Manifest.read(store, key, content);
  }

  private Npy npy(Part part) {
    return Npy.decode(part.key(), store.get(part.key()));
  }
}
