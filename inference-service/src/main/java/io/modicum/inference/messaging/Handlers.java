package io.modicum.inference.messaging;

import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.BackboneRegistered;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.EmbeddingShardRequested;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.messaging.Announcer;
import io.modicum.contracts.messaging.StageListener;
import io.modicum.inference.embedding.Embedding;
import io.modicum.inference.model.ModelExport;
import io.modicum.inference.prediction.HeadPrediction;
import io.modicum.inference.prediction.LogitPrediction;
import io.modicum.inference.registration.BackboneCheck;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes the events that this service works on to its stages. */
@ApplicationScoped
class Handlers {

  private final StageListener listener;
  private final Announcer announcer;
  private final BackboneCheck check;
  private final Embedding embedding;
  private final HeadPrediction headPrediction;
  private final LogitPrediction logitPrediction;
  private final ModelExport export;

  Handlers(
      StageListener listener,
      Announcer announcer,
      BackboneCheck check,
      Embedding embedding,
      HeadPrediction headPrediction,
      LogitPrediction logitPrediction,
      ModelExport export) {
    this.listener = listener;
    this.announcer = announcer;
    this.check = check;
    this.embedding = embedding;
    this.headPrediction = headPrediction;
    this.logitPrediction = logitPrediction;
    this.export = export;
  }

  @Incoming("backbone-registered")
  @Blocking(value = "backbones", ordered = false)
  void backboneRegistered(byte[] value) {
    listener.on(
        "check-backbone",
        value,
        BackboneRegistered.class,
        event -> announcer.announce(check.check(event)));
  }

  @Incoming("backbone-ready")
  @Blocking(value = "backbones", ordered = false)
  void backboneReady(byte[] value) {
    listener.on(
        "embed",
        value,
        BackboneReady.class,
        event -> embedding.request(event).forEach(announcer::announce));
  }

  @Incoming("embedding-shard-requested")
  @Blocking(value = "embedder", ordered = false)
  void embeddingShardRequested(byte[] value) {
    listener.on(
        "embed",
        value,
        EmbeddingShardRequested.class,
        event -> embedding.embed(event).ifPresent(announcer::announce));
  }

  @Incoming("labels-completed")
  @Blocking(value = "predictor", ordered = false)
  void labelsCompleted(byte[] value) {
    listener.on(
        "predict",
        value,
        LabelsCompleted.class,
        event -> {
          if (event.mode() == Mode.SELF_SUPERVISED) {
            announcer.announce(headPrediction.predict(event));
          }
        });
  }

  @Incoming("embeddings-ready")
  @Blocking(value = "predictor", ordered = false)
  void embeddingsReady(byte[] value) {
    listener.on(
        "predict",
        value,
        EmbeddingsReady.class,
        event -> {
          if (event.mode() == Mode.FROM_SCRATCH) {
            announcer.announce(logitPrediction.predict(event));
          }
        });
  }

  @Incoming("campaign-completed")
  @Blocking(value = "predictor", ordered = false)
  void campaignCompleted(byte[] value) {
    listener.on("export-model", value, CampaignCompleted.class, export::export);
  }
}
