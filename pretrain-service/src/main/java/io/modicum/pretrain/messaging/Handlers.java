package io.modicum.pretrain.messaging;

import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.messaging.Announcer;
import io.modicum.contracts.messaging.StageListener;
import io.modicum.pretrain.dataset.DatasetPacking;
import io.modicum.pretrain.training.Pretraining;
import io.modicum.pretrain.training.ScratchTraining;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes the events that this service works on to its stages. */
@ApplicationScoped
class Handlers {

  private final StageListener listener;
  private final Announcer announcer;
  private final DatasetPacking packing;
  private final Pretraining pretraining;
  private final ScratchTraining scratchTraining;

  Handlers(
      StageListener listener,
      Announcer announcer,
      DatasetPacking packing,
      Pretraining pretraining,
      ScratchTraining scratchTraining) {
    this.listener = listener;
    this.announcer = announcer;
    this.packing = packing;
    this.pretraining = pretraining;
    this.scratchTraining = scratchTraining;
  }

  @Incoming("dataset-registered")
  @Blocking(value = "packer", ordered = false)
  void datasetRegistered(byte[] value) {
    listener.on(
        "pack-dataset",
        value,
        DatasetRegistered.class,
        event -> announcer.announce(packing.pack(event)));
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
