package io.modicum.gateway.labeling.lease;

import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.labeling.answer.LabelActions;
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
  private final VacancyTable vacancies;
  private final LabelActions labeling;

  Standstill(AttendanceTable attendance, VacancyTable vacancies, LabelActions labeling) {
    this.attendance = attendance;
    this.vacancies = vacancies;
    this.labeling = labeling;
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
            .flatMap(range -> vacancies.stuck(campaign.id(), range, active).stream())
            .distinct()
            .limit(MOST_AT_ONCE)
            .toList();
    if (!stuck.isEmpty()) {
      labeling.standstill(campaign, stuck, active);
    }
  }
}
