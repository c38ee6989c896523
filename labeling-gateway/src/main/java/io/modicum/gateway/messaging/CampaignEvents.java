package io.modicum.gateway.messaging;

import io.modicum.contracts.event.BackboneChecked;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.messaging.StageListener;
import io.modicum.gateway.backbone.Backbones;
import io.modicum.gateway.campaign.AccuracyRecorder;
import io.modicum.gateway.campaign.CampaignCompletion;
import io.modicum.gateway.database.DatabaseFault;
import io.modicum.gateway.dataset.Datasets;
import io.modicum.gateway.labeling.task.TaskOpening;
import io.modicum.gateway.retention.DeletionTable;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The events of the chain that the gateway hears. */
@ApplicationScoped
class CampaignEvents {

  private final StageListener listener;
  private final Datasets datasets;
  private final Backbones backbones;
  private final TaskOpening tasks;
  private final AccuracyRecorder accuracy;
  private final CampaignCompletion completion;
  private final DeletionTable deletions;

  CampaignEvents(
      StageListener listener,
      Datasets datasets,
      Backbones backbones,
      TaskOpening tasks,
      AccuracyRecorder accuracy,
      CampaignCompletion completion,
      DeletionTable deletions) {
    this.listener = listener;
    this.datasets = datasets;
    this.backbones = backbones;
    this.tasks = tasks;
    this.accuracy = accuracy;
    this.completion = completion;
    this.deletions = deletions;
  }

  @Incoming("dataset-ready")
  @Blocking
  void datasetReady(byte[] value) {
    listener.on("pack-dataset", value, DatasetReady.class, unlessDeleted(datasets::ready));
  }

  @Incoming("backbone-checked")
  @Blocking
  void backboneChecked(byte[] value) {
    listener.on("check-backbone", value, BackboneChecked.class, translating(backbones::checked));
  }

  @Incoming("labels-requested")
  @Blocking
  void labelsRequested(byte[] value) {
    listener.on("label", value, LabelsRequested.class, unlessDeleted(tasks::open));
  }

  @Incoming("predictions-ready")
  @Blocking
  void predictionsReady(byte[] value) {
    listener.on("predict", value, PredictionsReady.class, unlessDeleted(accuracy::predicted));
  }

  @Incoming("campaign-completed")
  @Blocking
  void campaignCompleted(byte[] value) {
    listener.on("select", value, CampaignCompleted.class, translating(completion::completed));
  }

  /** What is announced of a thing that was deleted meanwhile is no news, and no failure. */
  private <E extends Event> Consumer<E> unlessDeleted(Consumer<E> work) {
    return translating(
        event -> {
          if (!deletions.isDeleted(event.subject())) {
            work.accept(event);
          }
        });
  }

  /** Lets an event be tried again where the database failed in passing, also at the commit. */
  private static <E extends Event> Consumer<E> translating(Consumer<E> work) {
    return event -> DatabaseFault.translating(() -> work.accept(event));
  }
}
