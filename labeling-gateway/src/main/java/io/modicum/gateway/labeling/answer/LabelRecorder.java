package io.modicum.gateway.labeling.answer;

import io.modicum.gateway.campaign.RegisteredCampaign;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/** Writes down what becomes of tasks, and tells of it. */
@ApplicationScoped
class LabelRecorder {

  private final LabelActionTable outcomes;
  private final Event<TasksAnswered> answered;
  private final LabelMeters meters;

  LabelRecorder(LabelActionTable outcomes, Event<TasksAnswered> answered, LabelMeters meters) {
    this.outcomes = outcomes;
    this.answered = answered;
    this.meters = meters;
  }

  /** Writes down what a deliberation came to, and lets it stand. */
  void record(RegisteredCampaign campaign, Actor by, Deliberation deliberation) {
    if (deliberation.changes().isEmpty()) {
      return;
    }
    outcomes.store(campaign.id(), by, deliberation);
    answered.fire(new TasksAnswered());
    for (AuditEntry entry : deliberation.entries()) {
      meters.count(entry.kind(), campaign.simulated());
    }
  }
}
