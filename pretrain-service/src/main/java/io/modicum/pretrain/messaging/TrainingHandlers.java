package io.modicum.pretrain.messaging;

import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.messaging.Announcer;
import io.modicum.contracts.messaging.StageListener;
import io.modicum.pretrain.training.Pretraining;
import io.modicum.pretrain.training.ScratchTraining;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes the events that this service trains for to its stages. */
@ApplicationScoped
class TrainingHandlers {

  private final StageListener listener;
  private final Announcer announcer;
  private final Pretraining pretraining;
  private final ScratchTraining scratchTraining;

  TrainingHandlers(
      StageListener listener,
      Announcer announcer,
      Pretraining pretraining,
      ScratchTraining scratchTraining) {
    this.listener = listener;
    this.announcer = announcer;
    this.pretraining = pretraining;
    this.scratchTraining = scratchTraining;
  }

  @Incoming("campaign-started")
  @Blocking(value = "trainer", ordered = false)
  void campaignStarted(byte[] value) {
    listener.on(
        "pretrain",
        value,
        CampaignStarted.class,
        event -> {
          if (event.mode() == Mode.SELF_SUPERVISED) {
            announcer.announce(pretraining.pretrain(event));
          }
        });
  }

  @Incoming("labels-completed")
  @Blocking(value = "trainer", ordered = false)
  void labelsCompleted(byte[] value) {
    listener.on(
        "train-from-scratch",
        value,
        LabelsCompleted.class,
        event -> {
          if (event.mode() == Mode.FROM_SCRATCH) {
            announcer.announce(scratchTraining.train(event));
          }
        });
  }
}
