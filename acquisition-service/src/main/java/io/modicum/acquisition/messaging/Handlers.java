package io.modicum.acquisition.messaging;

import io.modicum.acquisition.SelectStage;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.event.SelectionPartRequested;
import io.modicum.contracts.messaging.Announcer;
import io.modicum.contracts.messaging.StageListener;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes the events that ask for a selection to its stage. */
@ApplicationScoped
class Handlers {

  private static final String STAGE = "select";

  private final StageListener listener;
  private final Announcer announcer;
  private final SelectStage selectStage;

  Handlers(StageListener listener, Announcer announcer, SelectStage selectStage) {
    this.listener = listener;
    this.announcer = announcer;
    this.selectStage = selectStage;
  }

  @Incoming("campaign-started")
  @Blocking(value = "selector", ordered = false)
  void campaignStarted(byte[] value) {
    listener.on(
        STAGE,
        value,
        CampaignStarted.class,
        event -> {
          if (event.mode() == Mode.FROM_SCRATCH) {
            selectStage.selectFirst(event.campaign()).forEach(announcer::announce);
          }
        });
  }

  @Incoming("embeddings-ready")
  @Blocking(value = "selector", ordered = false)
  void embeddingsReady(byte[] value) {
    listener.on(
        STAGE,
        value,
        EmbeddingsReady.class,
        event -> {
          if (event.mode() == Mode.SELF_SUPERVISED) {
            selectStage.selectFirst(event.campaign()).forEach(announcer::announce);
          }
        });
  }

  @Incoming("predictions-ready")
  @Blocking(value = "selector", ordered = false)
  void predictionsReady(byte[] value) {
    listener.on(
        STAGE,
        value,
        PredictionsReady.class,
        event -> selectStage.selectNext(event).forEach(announcer::announce));
  }

  @Incoming("selection-part-requested")
  @Blocking(value = "selector", ordered = false)
  void selectionPartRequested(byte[] value) {
    listener.on(
        STAGE,
        value,
        SelectionPartRequested.class,
        event -> selectStage.selectPart(event).ifPresent(announcer::announce));
  }
}
