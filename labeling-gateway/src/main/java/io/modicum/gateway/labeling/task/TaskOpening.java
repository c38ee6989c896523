package io.modicum.gateway.labeling.task;

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
import java.util.List;

/** Opens the tasks of the images that cycles ask for. */
@ApplicationScoped
public class TaskOpening {

  private final CampaignTable campaigns;
  private final CycleTable cycles;
  private final TaskTable tasks;
  private final Suggestions suggestions;
  private final Webhooks webhooks;
  private final ObjectStore store;
  private final Event<TasksOpened> opened;

  TaskOpening(
      CampaignTable campaigns,
      CycleTable cycles,
      TaskTable tasks,
      Suggestions suggestions,
      Webhooks webhooks,
      ObjectStore store,
      Event<TasksOpened> opened) {
    this.campaigns = campaigns;
    this.cycles = cycles;
    this.tasks = tasks;
    this.suggestions = suggestions;
    this.webhooks = webhooks;
    this.store = store;
    this.opened = opened;
  }

  /**
   * Opens a task for each image that a cycle asks for, once: for those that were chosen, for its
   * share of the evaluation sample and, in the first cycle, for those whose label is to be
   * confirmed.
   *
   * @throws InvalidInput if the campaign is unknown or the selection names an image outside the
   *     pool
   */
  @Transactional
  public void open(LabelsRequested event) {
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
    List<AskedImage> asked =
        AskedImage.ofCycle(
            event.cycle(), selection.picks(), campaign.specification(), campaign.pool());
    if (cycles.open(event.campaign(), event.cycle(), asked.size())) {
      tasks.open(
          event.campaign(),
          event.cycle(),
          asked,
          campaign.annotation().labelsPerImage(),
          campaign.gold());
      suggestions.keep(campaign, event.cycle());
      webhooks.tell(new Notice.LabelsRequested(event.campaign(), event.cycle(), asked.size()));
    }
    opened.fire(new TasksOpened());
  }
}
