package io.modicum.inference.prediction;

import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.inference.head.Features;
import io.modicum.inference.head.FittedHead;
import io.modicum.inference.head.Head;
import io.modicum.inference.head.LabelledFeatures;
import io.modicum.inference.head.LabelledRows;
import io.modicum.inference.head.Standardisation;
import io.modicum.inference.storage.StoredEmbeddings;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * The stage {@code predict} of a self-supervised campaign: fits a head on the frozen features of
 * the images that are labelled so far.
 */
public final class HeadPrediction {

  private final ObjectStore store;
  private final PredictStage stage;
  private final Offerings<Head> heads;

  public HeadPrediction(ObjectStore store, PredictStage stage, Offerings<Head> heads) {
    this.store = store;
    this.stage = stage;
    this.heads = heads;
  }

  /**
   * Makes the predictions of a cycle stand.
   *
   * @throws InvalidInput if what they are made from does not fit together, or gives no numbers
   */
  public PredictionsReady predict(LabelsCompleted event) {
    return stage.run(
        event.campaign(),
        event.dataset(),
        event.mode(),
        event.cycle(),
        attempt -> predict(event, attempt));
  }

  private Predictions predict(LabelsCompleted event, Attempt attempt) {
    CycleInputs inputs =
        CycleInputs.read(store, event.campaign(), event.dataset(), event.cycle(), attempt);
    CampaignSpecification specification = inputs.specification();
    StoredEmbeddings embeddings =
        inputs.embeddings(ContentAddress.pretrainedBackbone(specification));
    Features features = inputs.requireAllImages(embeddings.key(), embeddings.features());
    LabelledFeatures images =
        new LabelledFeatures(
            features,
            Standardisation.of(features, inputs.pool()),
            inputs.labelled(),
            pseudoLabels(event, inputs, attempt),
            inputs.classes());
    ClassifierSettings classifier = specification.classifier();
    Head head = heads.named(classifier.kind(), "classifier.kind");
    ClassifierSettings complete =
        classifier.withSettings(
            head.description().complete(classifier.settings(), "classifier.settings"));
    long seed = specification.seed() + event.cycle();
    FittedHead fitted = head.fit(images, complete, seed, attempt::requireWanted);
    fitted.write(attempt::put);
    if (!fitted.writesCommittee()) {
      writeCommittee(head, images, complete, seed, inputs.pool(), attempt);
    }
    attempt.progress(
        1,
        0,
        fitted
            .chosen()
            .map(chosen -> Map.of("c", chosen.c(), "temperature", chosen.temperature()))
            .orElse(Map.of()));
    return PoolReport.write(
        inputs,
        event.cycle(),
        features,
        fitted.probabilities(features, attempt::requireWanted),
        fitted.chosen(),
        fitted.heldOut(),
        attempt);
  }

  /** Each member has a bootstrap sample of the labels and a seed of its own. */
  private static void writeCommittee(
      Head head,
      LabelledFeatures images,
      ClassifierSettings settings,
      long seed,
      int pool,
      Attempt attempt) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int member = 0; member < settings.committee(); member++) {
      float[] probabilities =
          head.fit(
                  images.resample(random),
                  settings.withCommittee(0),
                  random.nextLong(),
                  attempt::requireWanted)
              .probabilities(images.features(), attempt::requireWanted);
      attempt.put(
          Predictions.committeeProbabilities(member),
          Npy.encode(
              Arrays.copyOf(probabilities, pool * images.classes()), pool, images.classes()));
    }
  }

  /** Reads what the acquisition function wants learnt from the cycle before, besides labels. */
  private LabelledRows pseudoLabels(LabelsCompleted event, CycleInputs inputs, Attempt attempt) {
    String key = ObjectKeys.selection(event.campaign(), event.cycle());
    attempt.madeFrom(key);
    OptionalDouble threshold =
        Manifest.read(store, key, Selection.class).content().pseudoLabelsBelow();
    if (threshold.isEmpty()) {
      return LabelledRows.NONE;
    }
    String before = ObjectKeys.predictions(event.campaign(), event.cycle() - 1);
    attempt.madeFrom(before);
    Part part = Manifest.read(store, before, Predictions.class).part(Predictions.PROBABILITIES);
    return PseudoLabels.of(
        Npy.decode(part.key(), store.get(part.key())).floats(),
        inputs.classes(),
        inputs.labelled(),
        inputs.specification().acquisition().excluded(),
        threshold.getAsDouble());
  }
}
