package io.modicum.gateway.labeling.answer;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.campaign.CycleTable;
import io.modicum.gateway.campaign.RegisteredCampaign;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes what annotators and reviewers do about tasks. People and the simulated oracle come through
 * here alike. Whoever is about to change a task locks its row, in the order of the ids; whoever
 * changes what may be final locks its cycle before.
 */
@ApplicationScoped
public class LabelActions {

  private final CycleTable cycles;
  private final TaskStatusTable tasks;
  private final LabelRecorder recorder;

  LabelActions(CycleTable cycles, TaskStatusTable tasks, LabelRecorder recorder) {
    this.cycles = cycles;
    this.tasks = tasks;
    this.recorder = recorder;
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
    recorder.record(campaign, by, deliberation);
    return results;
  }

  /** Leaves those of some tasks to a reviewer that nobody who is active could answer any more. */
  @Transactional
  public void standstill(RegisteredCampaign campaign, List<Long> ids, Set<String> active) {
    String rule = campaign.annotation().rule().toString();
    Deliberation deliberation =
        new Deliberation(campaign.annotation(), tasks.lock(campaign.id(), ids, rule), Set.of());
    deliberation.standstill(active);
    recorder.record(campaign, Actor.gateway(rule), deliberation);
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
}
