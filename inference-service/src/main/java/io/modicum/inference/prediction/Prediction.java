package io.modicum.inference.prediction;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.inference.head.Features;
import io.modicum.inference.head.FittedHead;
import io.modicum.inference.head.LabelledRows;
import io.modicum.inference.head.Softmax;
import io.modicum.inference.head.Standardisation;
import io.modicum.inference.storage.StoredEmbeddings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/**
 * A cycle's classifier: fitted on the labels so far, run over the pool, evaluated on the test
 * split.
 */
public final class Prediction {

  private static final int LARGEST_CONFUSION = 200;

  private final ObjectStore store;
  private final StageRule stages;
  private final DoubleConsumer drifts;

  /**
   * @param drifts hears how far each network trained from scratch is from that of the cycle before,
   *     in [0, 1]
   */
  public Prediction(ObjectStore store, StageRule stages, DoubleConsumer drifts) {
    this.store = store;
    this.stages = stages;
    this.drifts = drifts;
  }

  /** Fits a linear head on the frozen features of a self-supervised campaign. */
  public PredictionsReady of(LabelsCompleted event) {
    return of(
        event.campaign(),
        event.dataset(),
        event.mode(),
        event.cycle(),
        attempt -> fromFrozenFeatures(event, attempt));
  }

  /** Takes the logits of the network that a from-scratch campaign trained for the cycle. */
  public PredictionsReady of(EmbeddingsReady event) {
    return of(
        event.campaign(),
        event.dataset(),
        event.mode(),
        event.cycle(),
        attempt -> fromLogits(event, attempt));
  }

  private PredictionsReady of(
      CampaignId campaign,
      DatasetId dataset,
      Mode mode,
      int cycle,
      StageRule.Computation<Predictions> computation) {
    String key = ObjectKeys.predictions(campaign, cycle);
    Predictions standing =
        stages
            .run(new StageRun("predict", campaign, cycle), key, Predictions.class, computation)
            .content();
    return new PredictionsReady(
        campaign, dataset, mode, cycle, key, standing.labels(), standing.accuracy());
  }

  private Predictions fromFrozenFeatures(LabelsCompleted event, Attempt attempt) {
    CampaignSpecification specification = specification(event.campaign());
    attempt.madeFrom(ObjectKeys.specification(event.campaign()));
    Manifest<Dataset> dataset = dataset(event.dataset(), attempt);
    LabelledRows labelled = labelled(event.campaign(), event.cycle(), dataset.content(), attempt);
    BackboneId backbone = ContentAddress.pretrainedBackbone(specification);
    StoredEmbeddings embeddings =
        StoredEmbeddings.open(store, backbone, event.dataset(), attempt::requireWanted);
    attempt.madeFrom(embeddings.key());
    Features features = embeddings.features();
    requireAllImages(embeddings.key(), features, dataset.content());

    FittedHead fitted =
        FittedHead.fit(
            specification.classifier(),
            features,
            Standardisation.of(features, dataset.content().pool()),
            labelled,
            pseudo(event, labelled, dataset.content(), attempt),
            dataset.content().classes().size(),
            specification.seed() + event.cycle(),
            attempt::requireWanted);
    StoredHead.write(fitted, attempt);
    attempt.progress(1, 0, Map.of("c", fitted.c(), "temperature", fitted.temperature()));
    return predictions(
        event.cycle(),
        labelled,
        features,
        fitted.head().probabilities(features, attempt::requireWanted),
        Optional.of(new Predictions.Head(fitted.c(), fitted.temperature())),
        fitted.heldOut(),
        dataset,
        attempt);
  }

  private Predictions fromLogits(EmbeddingsReady event, Attempt attempt) {
    Manifest<Dataset> dataset = dataset(event.dataset(), attempt);
    LabelledRows labelled = labelled(event.campaign(), event.cycle(), dataset.content(), attempt);
    StoredEmbeddings embeddings =
        StoredEmbeddings.open(store, event.backbone(), event.dataset(), attempt::requireWanted);
    attempt.madeFrom(embeddings.key());
    int classes = dataset.content().classes().size();
    Features logits = embeddings.logits(classes);
    requireAllImages(embeddings.key(), logits, dataset.content());
    before(event, attempt)
        .map(before -> EmbeddingDrift.between(before.features(), embeddings.features()))
        .ifPresent(
            drift -> {
              attempt.progress(1, 0, Map.of("embeddingDrift", drift));
              drifts.accept(drift);
            });
    return predictions(
        event.cycle(),
        labelled,
        logits,
        Softmax.ofRows(logits.values(), classes),
        Optional.empty(),
        Optional.empty(),
        dataset,
        attempt);
  }

  /** Returns what the network of the cycle before made of the images, if that is still there. */
  private Optional<StoredEmbeddings> before(EmbeddingsReady event, Attempt attempt) {
    if (event.cycle() == 0) {
      return Optional.empty();
    }
    String key = ObjectKeys.labels(event.campaign(), event.cycle() - 1);
    LabelledSet labelled = Manifest.read(store, key, LabelledSet.class).content();
    BackboneId backbone = ContentAddress.scratchBackbone(specification(event.campaign()), labelled);
    return StoredEmbeddings.find(store, backbone, event.dataset(), attempt::requireWanted);
  }

  private Predictions predictions(
      int cycle,
      LabelledRows labelled,
      Features features,
      float[] probabilities,
      Optional<Predictions.Head> head,
      Optional<Predictions.HeldOut> heldOut,
      Manifest<Dataset> dataset,
      Attempt attempt) {
    int pool = dataset.content().pool();
    int classes = dataset.content().classes().size();
    float[] map = PrincipalComponents.of(features, pool).project(features, pool);
    requireFinite("probabilities", probabilities);
    requireFinite("map", map);
    attempt.put(
        Predictions.PROBABILITIES,
        Npy.encode(Arrays.copyOf(probabilities, pool * classes), pool, classes));
    attempt.put(Predictions.MAP, Npy.encode(map, pool, PrincipalComponents.COMPONENTS));
    Evaluation evaluation =
        Evaluation.of(
            Arrays.copyOfRange(probabilities, pool * classes, probabilities.length),
            testLabels(dataset),
            dataset.content().classes());
    return new Predictions(
        cycle,
        labelled.images().length,
        evaluation.accuracy(),
        evaluation.perClass(),
        head,
        Optional.of(evaluation.confusion()).filter(rows -> rows.size() <= LARGEST_CONFUSION),
        heldOut);
  }

  private CampaignSpecification specification(CampaignId campaign) {
    String key = ObjectKeys.specification(campaign);
    return Json.read(key, store.get(key), CampaignSpecification.class);
  }

  private Manifest<Dataset> dataset(DatasetId dataset, Attempt attempt) {
    attempt.madeFrom(ObjectKeys.dataset(dataset));
    return Manifest.read(store, ObjectKeys.dataset(dataset), Dataset.class);
  }

  private LabelledRows labelled(CampaignId campaign, int cycle, Dataset dataset, Attempt attempt) {
    String key = ObjectKeys.labels(campaign, cycle);
    attempt.madeFrom(key);
    return LabelledRows.of(key, Manifest.read(store, key, LabelledSet.class).content(), dataset);
  }

  /** Reads what the acquisition function wants learnt from the cycle before, besides labels. */
  private LabelledRows pseudo(
      LabelsCompleted event, LabelledRows labelled, Dataset dataset, Attempt attempt) {
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
        dataset.classes().size(),
        labelled,
        threshold.getAsDouble());
  }

  private int[] testLabels(Manifest<Dataset> dataset) {
    Part part = dataset.part(Dataset.LABELS);
    int[] labels = Npy.decode(part.key(), store.get(part.key())).ints();
    int images = dataset.content().pool() + dataset.content().test();
    int classes = dataset.content().classes().size();
    if (labels.length != images || Arrays.stream(labels).anyMatch(label -> label >= classes)) {
      throw new InvalidInput(
          part.key(),
          String.format(
              Locale.ROOT, "must hold a label below %d for each of %d images", classes, images));
    }
    return Arrays.copyOfRange(labels, dataset.content().pool(), images);
  }

  private static void requireAllImages(String key, Features features, Dataset dataset) {
    int images = dataset.pool() + dataset.test();
    if (features.rows() != images) {
      throw new InvalidInput(
          key, "has " + features.rows() + " images where the dataset has " + images);
    }
    for (float value : features.values()) {
      if (!Float.isFinite(value)) {
        throw new InvalidInput(
            key,
            "has values that are no finite numbers; the backbone's training diverged, or a"
                + " registered network divides by 0; start a campaign with another backbone");
      }
    }
  }

  private static void requireFinite(String subject, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new InvalidInput(
            subject,
            "are no finite numbers; the backbone's features are too large, start a campaign with"
                + " another");
      }
    }
  }
}
