package io.modicum.gateway.campaign;

import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.StageFailed;
import io.modicum.gateway.backbone.Backbones;
import io.modicum.gateway.dataset.Datasets;
import io.modicum.gateway.outbox.EventRefused;
import io.modicum.gateway.progress.Progress;
import io.modicum.gateway.retention.DeletionTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

/** Takes down what stages give up on, and what of it is tried again. */
@ApplicationScoped
public class FailureRecorder {

  private final CampaignTable table;
  private final Progress progress;
  private final Datasets datasets;
  private final Backbones backbones;
  private final DeletionTable deletions;

  FailureRecorder(
      CampaignTable table,
      Progress progress,
      Datasets datasets,
      Backbones backbones,
      DeletionTable deletions) {
    this.table = table;
    this.progress = progress;
    this.datasets = datasets;
    this.backbones = backbones;
    this.deletions = deletions;
  }

  /**
   * Takes note that a stage gave up on the event of a campaign, dataset or backbone. The campaign's
   * row comes first, as in a retry, so that the two do not wait for each other.
   */
  @Transactional
  public void failed(StageFailed event) {
    if (deletions.isDeleted(event.subject())) {
      return;
    }
    if (!datasets.failed(event.subject()) && !backbones.failed(event.subject())) {
      table.move(event.subject(), CampaignState.FAILED, event.reason());
    }
    progress.failed(event);
  }

  /** Takes note that the gateway's own event can never be sent, as of what a stage gave up on. */
  void refused(@Observes EventRefused event) {
    failed(event.failure());
  }

  /**
   * Takes note that an event that a stage gave up on was sent again: once that is true of all of
   * them, its campaign, dataset or backbone is no longer failed.
   */
  @Transactional
  public void redriven(Event event) {
    String subject = event.subject();
    table.lock(subject);
    if (progress.retried(event) && !datasets.retried(subject) && !backbones.retried(subject)) {
      table.move(subject, CampaignState.RUNNING, "");
    }
  }
}
