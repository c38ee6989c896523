package io.modicum.inference.prediction;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.vector.Softmax;
import io.modicum.inference.head.Features;
import io.modicum.inference.storage.StoredEmbeddings;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * The stage {@code predict} of a from-scratch campaign: takes the logits of the network that was
 * trained for the cycle.
 */
public final class LogitPrediction {

  private final ObjectStore store;
  private final PredictStage stage;
  private final DoubleConsumer drifts;

  /**
   * @param drifts hears how far each network is from that of the cycle before, in [0, 1]
   */
  public LogitPrediction(ObjectStore store, PredictStage stage, DoubleConsumer drifts) {
    this.store = store;
    this.stage = stage;
    this.drifts = drifts;
  }

  /**
   * Makes the predictions of a cycle stand.
   *
   * @throws InvalidInput if what they are made from does not fit together, or is no numbers
   */
  public PredictionsReady predict(EmbeddingsReady event) {
    return stage.run(
        event.campaign(),
        event.dataset(),
        event.mode(),
        event.cycle(),
        attempt -> predict(event, attempt));
  }

  private Predictions predict(EmbeddingsReady event, Attempt attempt) {
    CycleInputs inputs =
        CycleInputs.read(store, event.campaign(), event.dataset(), event.cycle(), attempt);
    StoredEmbeddings embeddings = inputs.embeddings(event.backbone());
    Features logits =
        inputs.requireAllImages(embeddings.key(), embeddings.logits(inputs.classes()));
    before(event, inputs, attempt)
        .map(before -> EmbeddingDrift.between(before.features(), embeddings.features()))
        .ifPresent(
            drift -> {
              attempt.progress(1, 0, Map.of("embeddingDrift", drift));
              drifts.accept(drift);
            });
    return PoolReport.write(
        inputs,
        event.cycle(),
        logits,
        Softmax.ofRows(logits.values(), inputs.classes()),
        Optional.empty(),
        Optional.empty(),
        attempt);
  }

  /** Returns what the network of the cycle before made of the images, if that is still there. */
  private Optional<StoredEmbeddings> before(
      EmbeddingsReady event, CycleInputs inputs, Attempt attempt) {
    if (event.cycle() == 0) {
      return Optional.empty();
    }
    String labels = ObjectKeys.labels(event.campaign(), event.cycle() - 1);
    BackboneId backbone =
        ContentAddress.scratchBackbone(
            inputs.specification(),
            inputs.learntFrom(labels, Manifest.read(store, labels, LabelledSet.class).content()));
    return StoredEmbeddings.find(store, backbone, event.dataset(), attempt::requireWanted);
  }
}
