package io.modicum.gateway.progress;

import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.event.Topic;
import io.modicum.gateway.retention.DeletionTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far the stages of subjects are, which are campaigns, datasets and backbones, and what they
 * gave up on.
 */
@ApplicationScoped
public class Progress {

  private final StageTable stages;
  private final FailureTable failures;
  private final DeletionTable deletions;

  Progress(StageTable stages, FailureTable failures, DeletionTable deletions) {
    this.stages = stages;
    this.failures = failures;
    this.deletions = deletions;
  }

  /** Takes note of a stage's progress, unless the stage has ended or failed meanwhile. */
  @Transactional
  public void progressed(StageProgressed event) {
    if (deletions.isDeleted(event.subject())) {
      return;
    }
    boolean news =
        stages
            .state(event.subject(), event.stage(), event.cycle())
            .map(standing -> StageView.supersedes(event, standing))
            .orElseGet(() -> !StageView.goesOn(event) || !failures.stands(event));
    if (news) {
      stages.put(event);
    }
  }

  /** Takes note that a stage gave up on an event. */
  public void failed(StageFailed event) {
    failures.add(event);
    stages.remove(event.subject(), event.stage(), event.cycle());
  }

  /** Forgets the failures of a subject, and returns the events to be tried again, oldest first. */
  public List<Event> takeFailed(String subject) {
    return failures.take(subject).stream()
        .<Event>map(
            failed ->
                Topic.named(failed.topic()).read(failed.json().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** Forgets the failure on an event, and returns whether it was the last that its subject had. */
  public boolean retried(Event event) {
    return failures.removeLast(event);
  }

  /** Returns the stages of some subjects, in the order in which they moved last. */
  public List<StageView> stages(String... subjects) {
    return stages.list(subjects);
  }

  /** Returns what stages gave up on of some subjects, newest first. */
  public List<FailureView> failures(String... subjects) {
    return failures.list(subjects);
  }

  /** Returns what the stage that gave up last on a subject says. */
  public Optional<FailureView> failure(String subject) {
    return failures.list(subject).stream().findFirst();
  }

  /**
   * Returns how many images per second the newest pretraining of a backbone told of that had images
   * of so many pixels, or empty if there was none.
   */
  public OptionalDouble pretrainingRate(BackboneSettings backbone, int height, int width) {
    return stages.pretrainingRate(backbone, height, width);
  }
}
