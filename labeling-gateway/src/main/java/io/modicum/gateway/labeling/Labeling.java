package io.modicum.gateway.labeling;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.campaign.CampaignTable;
import io.modicum.gateway.campaign.CycleTable;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.webhook.Notice;
import io.modicum.gateway.webhook.Webhooks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives out labelling tasks and takes answers. People and the simulated oracle come through here
 * alike. What concerns one campaign happens one after the other, under a lock on its row.
 */
@ApplicationScoped
public class Labeling {

  private final CampaignTable campaigns;
  private final CycleTable cycles;
  private final TaskTable tasks;
  private final Webhooks webhooks;
  private final ObjectStore store;
  private final Event<TasksChanged> changed;
  private final MeterRegistry meters;

  Labeling(
      CampaignTable campaigns,
      CycleTable cycles,
      TaskTable tasks,
      Webhooks webhooks,
      ObjectStore store,
      Event<TasksChanged> changed,
      MeterRegistry meters) {
    this.campaigns = campaigns;
    this.cycles = cycles;
    this.tasks = tasks;
    this.webhooks = webhooks;
    this.store = store;
    this.changed = changed;
    this.meters = meters;
    Gauge.builder("modicum.tasks.open", tasks, TaskTable::open)
        .description("Images that wait for a label")
        .register(meters);
  }

  /**
   * Opens a task for each image that a cycle asks for, once.
   *
   * @throws InvalidInput if the campaign is unknown or the selection names an image outside the
   *     pool
   */
  @Transactional
  public void request(LabelsRequested event) {
    Selection selection = Manifest.read(store, event.selection(), Selection.class).content();
    RegisteredCampaign campaign =
        campaigns
            .lock(event.campaign())
            .orElseThrow(
                () -> new InvalidInput("campaign", "'" + event.campaign() + "' is not known here"));
    selection.picks().stream()
        .filter(pick -> pick.image() < 0 || pick.image() >= campaign.pool())
        .findFirst()
        .ifPresent(
            pick -> {
              throw new InvalidInput(
                  event.selection(),
                  "names image "
                      + pick.image()
                      + ", but the pool ends at "
                      + (campaign.pool() - 1));
            });
    if (cycles.open(event.campaign(), event.cycle(), selection.picks().size())) {
      tasks.open(event.campaign(), event.cycle(), selection.picks());
      webhooks.tell(
          new Notice.LabelsRequested(event.campaign(), event.cycle(), selection.picks().size()));
    }
    changed.fire(new TasksChanged());
  }

  /**
   * Gives an annotator open tasks that nobody else is working on, most wanted first; the
   * annotator's own leases are renewed.
   *
   * @param seconds how long nobody else is asked for them
   */
  @Transactional
  public List<Task> lease(RegisteredCampaign campaign, String annotator, int size, int seconds) {
    campaigns.lock(campaign.id());
    List<Task> leased = tasks.leasable(campaign.id(), annotator, campaign.labelsPerImage(), size);
    tasks.lease(leased, annotator, seconds);
    return leased;
  }

  /** Takes an annotator's answers; an image is decided when it has as many as it needs. */
  @Transactional
  public List<AnswerResult> answer(
      RegisteredCampaign campaign, String annotator, List<Answer> answers) {
    campaigns.lock(campaign.id());
    List<AnswerResult> results = new ArrayList<>();
    for (Answer answer : answers) {
      results.add(new AnswerResult(answer.task(), take(campaign, annotator, answer)));
    }
    if (results.stream().anyMatch(r -> r.result() == AnswerResult.Outcome.ACCEPTED)) {
      changed.fire(new TasksChanged());
    }
    return results;
  }

  private AnswerResult.Outcome take(RegisteredCampaign campaign, String annotator, Answer answer) {
    Optional<TaskTable.Standing> standing = tasks.standing(campaign.id(), answer.task(), annotator);
    if (standing.isEmpty()) {
      return AnswerResult.Outcome.UNKNOWN_TASK;
    }
    if (standing.get().answered()) {
      return AnswerResult.Outcome.ALREADY_ANSWERED;
    }
    if (!standing.get().open()) {
      return AnswerResult.Outcome.ALREADY_DECIDED;
    }
    tasks.answer(answer.task(), annotator, answer.label());
    List<Integer> given = tasks.answers(answer.task());
    if (given.size() >= campaign.labelsPerImage()) {
      tasks.decide(answer.task(), LabelAgreement.of(given));
    }
    meters
        .counter("modicum.labels.answered", "oracle", campaign.simulated() ? "simulated" : "people")
        .increment();
    return AnswerResult.Outcome.ACCEPTED;
  }
}
