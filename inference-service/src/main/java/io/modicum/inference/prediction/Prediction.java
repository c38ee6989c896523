package io.modicum.inference.prediction;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.InvalidInput;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A cycle's classifier: fitted on the labels so far, run over the pool, evaluated on the test
 * split.
 */
public final class Prediction {

  private static final int LARGEST_CONFUSION = 200;

  private final ObjectStore store;
  private final StageRule stages;

  public Prediction(ObjectStore store, StageRule stages) {
    this.store = store;
    this.stages = stages;
  }

  /** Fits a linear head on the frozen features of a self-supervised campaign. */
  public PredictionsReady of(LabelsCompleted event) {
    Manifest<Predictions> standing =
        stages.run(
            run(event.campaign(), event.cycle()),
            ObjectKeys.predictions(event.campaign(), event.cycle()),
            Predictions.class,
            attempt -> fromFrozenFeatures(event, attempt));
    return new PredictionsReady(
        event.campaign(),
        event.dataset(),
        event.mode(),
        event.cycle(),
        ObjectKeys.predictions(event.campaign(), event.cycle()),
        standing.content().labels(),
        standing.content().accuracy());
  }

  /** Takes the logits of the network that a from-scratch campaign trained for the cycle. */
  public PredictionsReady of(EmbeddingsReady event) {
    Manifest<Predictions> standing =
        stages.run(
            run(event.campaign(), event.cycle()),
            ObjectKeys.predictions(event.campaign(), event.cycle()),
            Predictions.class,
            attempt -> fromLogits(event, attempt));
    return new PredictionsReady(
        event.campaign(),
        event.dataset(),
        event.mode(),
        event.cycle(),
        ObjectKeys.predictions(event.campaign(), event.cycle()),
        standing.content().labels(),
        standing.content().accuracy());
  }

  private static StageRun run(CampaignId campaign, int cycle) {
    return new StageRun("predict", campaign.value(), cycle);
  }

  private Predictions fromFrozenFeatures(LabelsCompleted event, Attempt attempt) {
    String specificationKey = ObjectKeys.specification(event.campaign());
    CampaignSpecification specification =
        Json.read(specificationKey, store.get(specificationKey), CampaignSpecification.class);
    attempt.madeFrom(specificationKey);
    Manifest<Dataset> dataset = dataset(event.dataset(), attempt);
    LabelledRows labelled = labelled(event.campaign(), event.cycle(), dataset.content(), attempt);
    BackboneId backbone = ContentAddress.pretrainedBackbone(specification);
    StoredEmbeddings embeddings = StoredEmbeddings.open(store, backbone, event.dataset());
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
            specification.seed() + event.cycle());
    StoredHead.write(fitted, attempt);
    attempt.progress(1, 0, Map.of("c", fitted.c(), "temperature", fitted.temperature()));
    return predictions(
        event.cycle(),
        labelled,
        features,
        fitted.head().probabilities(features),
        Optional.of(new Predictions.Head(fitted.c(), fitted.temperature())),
        dataset,
        attempt);
  }

  private Predictions fromLogits(EmbeddingsReady event, Attempt attempt) {
    Manifest<Dataset> dataset = dataset(event.dataset(), attempt);
    LabelledRows labelled = labelled(event.campaign(), event.cycle(), dataset.content(), attempt);
    StoredEmbeddings embeddings = StoredEmbeddings.open(store, event.backbone(), event.dataset());
    attempt.madeFrom(embeddings.key());
    int classes = dataset.content().classes().size();
    Features logits = embeddings.logits(classes);
    requireAllImages(embeddings.key(), logits, dataset.content());
    return predictions(
        event.cycle(),
        labelled,
        logits,
        Softmax.ofRows(logits.values(), classes),
        Optional.empty(),
        dataset,
        attempt);
  }

  private Predictions predictions(
      int cycle,
      LabelledRows labelled,
      Features features,
      float[] probabilities,
      Optional<Predictions.Head> head,
      Manifest<Dataset> dataset,
      Attempt attempt) {
    int pool = dataset.content().pool();
    int classes = dataset.content().classes().size();
    attempt.put(
        Predictions.PROBABILITIES,
        Npy.encode(Arrays.copyOf(probabilities, pool * classes), pool, classes));
    attempt.put(
        Predictions.MAP,
        Npy.encode(
            PrincipalComponents.of(features, pool).project(features, pool),
            pool,
            PrincipalComponents.COMPONENTS));
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
        Optional.of(evaluation.confusion()).filter(rows -> rows.size() <= LARGEST_CONFUSION));
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
          "must hold a label below %d for each of %d images".formatted(classes, images));
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
            key, "has values that are no finite numbers; the backbone's training diverged");
      }
    }
  }
}
