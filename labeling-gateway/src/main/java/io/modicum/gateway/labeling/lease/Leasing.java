package io.modicum.gateway.labeling.lease;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.labeling.task.Task;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Gives out tasks for a while, and ends leases that are overdue or given back; what annotators say
 * of a task ends theirs with it, in {@code LabelActionTable}. Any number of gateways do so from one
 * database without waiting for each other.
 */
@ApplicationScoped
public class Leasing {

  private static final int MOST_SEARCHES = 10_000;

  private final LeaseTable leases;
  private final VacancyTable vacancies;
  private final AttendanceTable attendance;
  private final Standstill standstill;
  private final Random random = new SecureRandom();

  /** Where those look on who searched last; one that is forgotten begins at the head. */
  private final Map<Searcher, Search.State> searches =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Searcher, Search.State> eldest) {
              return size() > MOST_SEARCHES;
            }
          });

  Leasing(
      LeaseTable leases,
      VacancyTable vacancies,
      AttendanceTable attendance,
      Standstill standstill,
      MeterRegistry meters) {
    this.leases = leases;
    this.vacancies = vacancies;
    this.attendance = attendance;
    this.standstill = standstill;
    Gauge.builder("modicum.lease.oldest.seconds", leases, LeaseTable::oldestSeconds)
        .description("How long the lease that is longest under way has been")
        .register(meters);
  }

  private record Searcher(CampaignId campaign, String annotator) {}

  /**
   * Gives an annotator tasks: those they hold already, whose leases are renewed, then now and then
   * a gold question, then the most wanted open ones that nobody else is working on. All are in the
   * order of their ids, which tells nothing of which is which.
   *
   * @param size how many at most
   * @param seconds how long nobody else is asked for them
   * @return the tasks, or empty if the campaign was deleted
   */
  @Transactional
  Optional<List<Task>> lease(RegisteredCampaign campaign, String annotator, int size, int seconds) {
    return attendance.note(campaign.id(), annotator)
        ? Optional.of(give(campaign, annotator, size, seconds))
        : Optional.empty();
  }

  /**
   * Does the same, but gives an annotator no more than leaves as much for each of the others who
   * are here; what they hold beyond that goes to these.
   */
  @Transactional
  Optional<List<Task>> leaseShare(
      RegisteredCampaign campaign, String annotator, int size, int seconds) {
    if (!attendance.note(campaign.id(), annotator)) {
      return Optional.empty();
    }
    int share = leases.fairShare(campaign.id(), size);
    vacate(leases.endBeyond(campaign.id(), annotator, share));
    return Optional.of(give(campaign, annotator, share, seconds));
  }

  /** Gives tasks to somebody whom nobody waits for, such as the simulated oracle. */
  @Transactional
  public List<Task> leaseUnattended(
      RegisteredCampaign campaign, String annotator, int size, int seconds) {
    return give(campaign, annotator, size, seconds);
  }

  private List<Task> give(RegisteredCampaign campaign, String annotator, int size, int seconds) {
    List<Task> leased = new ArrayList<>(leases.renew(campaign.id(), annotator, size, seconds));
    int missing = size - leased.size();
    if (missing == 0) {
      return leased;
    }
    int gold = goldQuestions(campaign.annotation().gold().share(), missing);
    if (gold > 0) {
      leased.addAll(leases.takeGold(campaign.id(), annotator, gold, seconds));
    }
    Searcher searcher = new Searcher(campaign.id(), annotator);
    Search search =
        new Search(
            vacancies,
            campaign.id(),
            annotator,
            seconds,
            searches.getOrDefault(searcher, Search.State.START));
    leased.addAll(search.lease(size - leased.size()));
    searches.put(searcher, search.state());
    if (leased.isEmpty()) {
      standstill.settle(campaign, search.inVain());
    }
    leased.sort(Comparator.comparingLong(Task::id));
    return leased;
  }

  /** Draws how many of some places are for gold questions. */
  private int goldQuestions(double share, int places) {
    return share == 0 ? 0 : (int) random.doubles(places).filter(drawn -> drawn < share).count();
  }

  /** Takes back all that an annotator holds, for others. */
  @Transactional
  void giveBack(RegisteredCampaign campaign, String annotator) {
    attendance.left(campaign.id(), annotator);
    vacate(leases.end(campaign.id(), annotator));
  }

  /** Returns who holds tasks of a campaign, by name. */
  List<Holding> holdings(RegisteredCampaign campaign) {
    return leases.holdings(campaign.id());
  }

  /** Offers the tasks again whose time is over. */
  @Scheduled(every = "{modicum.gateway.poll}")
  @Transactional
  void expire() {
    vacate(leases.endOverdue());
  }

  private void vacate(List<Long> ended) {
    if (!ended.isEmpty()) {
      leases.vacate(ended);
    }
  }
}
