package io.modicum.gateway.labeling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Selection;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Opens tasks and takes what annotators and reviewers do about them. People and the simulated
 * oracle come through here alike. Whoever is about to change a task locks its row, in the order of
 * the ids; whoever changes what may be final locks its cycle before.
 */
@ApplicationScoped
public class Labeling {

  private final CampaignTable campaigns;
  private final CycleTable cycles;
  private final TaskTable tasks;
  private final LabelActionTable outcomes;
  private final Suggestions suggestions;
  private final Webhooks webhooks;
  private final ObjectStore store;
  private final Event<TasksOpened> opened;
  private final Event<TasksAnswered> answered;
  private final MeterRegistry meters;

  Labeling(
      CampaignTable campaigns,
      CycleTable cycles,
      TaskTable tasks,
      LabelActionTable outcomes,
      Suggestions suggestions,
      Webhooks webhooks,
      ObjectStore store,
      Event<TasksOpened> opened,
      Event<TasksAnswered> answered,
      MeterRegistry meters) {
    this.campaigns = campaigns;
    this.cycles = cycles;
    this.tasks = tasks;
    this.outcomes = outcomes;
    this.suggestions = suggestions;
    this.webhooks = webhooks;
    this.store = store;
    this.opened = opened;
    this.answered = answered;
    this.meters = meters;
    Gauge.builder("modicum.tasks.open", tasks, TaskTable::open)
        .description("Images that wait for a label")
        .register(meters);
    for (AuditEntry.Kind kind : AuditEntry.Kind.values()) {
      counter(kind, true);
      counter(kind, false);
    }
  }

  /** Returns a counter that is there before the first, so that it is seen to rise. */
  private Counter counter(AuditEntry.Kind kind, boolean simulated) {
    return meters.counter(
        "modicum.labels." + kind.text(), "oracle", simulated ? "simulated" : "people");
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
            .find(event.campaign())
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
      tasks.open(
          event.campaign(),
          event.cycle(),
          selection.picks(),
          campaign.annotation().labelsPerImage(),
          campaign.gold());
      suggestions.keep(campaign, event.cycle());
      webhooks.tell(
          new Notice.LabelsRequested(event.campaign(), event.cycle(), selection.picks().size()));
    }
    opened.fire(new TasksOpened());
  }

  /** Takes what somebody does about tasks, one after the other. */
  @Transactional
  public List<LabelActionResult> take(
      RegisteredCampaign campaign, Actor by, List<? extends LabelAction> actions) {
    Set<Long> ids = new LinkedHashSet<>();
    actions.forEach(action -> ids.add(action.task()));
    Set<Integer> open = openCycles(campaign.id(), actions, ids);
    Deliberation deliberation =
        new Deliberation(campaign.annotation(), tasks.lock(campaign.id(), ids, by.name()), open);
    List<LabelActionResult> results = new ArrayList<>();
    for (LabelAction action : actions) {
      results.add(new LabelActionResult(action.task(), deliberation.take(by.name(), action)));
    }
    carryOut(campaign, by, deliberation);
    return results;
  }

  /** Returns the cycles whose labels are not final, if actions depend on it, and keeps them so. */
  private Set<Integer> openCycles(
      CampaignId campaign, List<? extends LabelAction> actions, Set<Long> ids) {
    boolean first =
        actions.stream()
            .allMatch(
                action ->
                    action instanceof LabelAction.Answer || action instanceof LabelAction.Skip);
    return first ? Set.of() : cycles.holdOpen(campaign, tasks.cycles(campaign, ids));
  }

  /** Writes down what a deliberation came to, and lets it stand. */
  void carryOut(RegisteredCampaign campaign, Actor by, Deliberation deliberation) {
    if (deliberation.changes().isEmpty()) {
      return;
    }
    outcomes.store(campaign.id(), by, deliberation);
    answered.fire(new TasksAnswered());
    for (AuditEntry entry : deliberation.entries()) {
      counter(entry.kind(), campaign.simulated()).increment();
    }
  }
}
