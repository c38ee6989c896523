package io.modicum.gateway.labeling;

import io.modicum.gateway.campaign.RegisteredCampaign;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves to a reviewer what nobody else would answer any more: images that all who work in the
 * campaign have skipped, or answered where one answer is not enough. It is looked for when somebody
 * finds nothing left to do, so that images wait for those who come later as long as there is work,
 * and where they looked for it: of a large campaign a part each time.
 */
@ApplicationScoped
class Standstill {

  private static final int MOST_AT_ONCE = 1000;

  private final AttendanceTable attendance;
  private final TaskTable tasks;
  private final LabelRecorder recorder;

  Standstill(AttendanceTable attendance, TaskTable tasks, LabelRecorder recorder) {
    this.attendance = attendance;
    this.tasks = tasks;
    this.recorder = recorder;
  }

  @Transactional
  void settle(RegisteredCampaign campaign, List<RankRange> inVain) {
    if (inVain.isEmpty()) {
      return;
    }
    Set<String> active = new HashSet<>(attendance.active(campaign.id()));
    if (active.isEmpty()) {
      return;
    }
    List<Long> stuck =
        inVain.stream()
            .flatMap(range -> tasks.stuck(campaign.id(), range, active).stream())
            .distinct()
            .limit(MOST_AT_ONCE)
            .toList();
    if (stuck.isEmpty()) {
      return;
    }
    String rule = campaign.annotation().rule().toString();
    Deliberation deliberation =
        new Deliberation(campaign.annotation(), tasks.lock(campaign.id(), stuck, rule), Set.of());
    deliberation.standstill(active);
    recorder.record(campaign, Actor.gateway(rule), deliberation);
  }
}
