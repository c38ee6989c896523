package io.modicum.gateway.labeling.lease;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.labeling.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An annotator's search for tasks with a vacancy, the most wanted first. It looks at some ranges
 * and then rests; the next one goes on from there, and after the last task from the head again. So
 * whoever is ahead of all others finds whatever becomes vacant for them, and no request looks
 * through a large campaign.
 */
final class Search {

  private static final int MOST_RANGES = 5;

  /**
   * Where a search rests.
   *
   * @param fromHead whether nothing was found from the head up to there
   * @param everywhere whether nothing was found up to the last task either
   */
  record State(RankRange.Place at, boolean fromHead, boolean everywhere) {
    static final State START = new State(RankRange.Place.HEAD, true, false);
  }

  private final VacancyTable vacancies;
  private final CampaignId campaign;
  private final String annotator;
  private final int seconds;
  private final List<RankRange> looked = new ArrayList<>();
  private final List<Task> found = new ArrayList<>();
  private State state;
  private Optional<RankRange> head = Optional.empty();
  private Optional<RankRange> firstFound = Optional.empty();

  /**
   * @param seconds how long what is found is leased
   * @param state that the annotator's last search left
   */
  Search(VacancyTable vacancies, CampaignId campaign, String annotator, int seconds, State state) {
    this.vacancies = vacancies;
    this.campaign = campaign;
    this.annotator = annotator;
    this.seconds = seconds;
    this.state = state;
  }

  /**
   * Leases as many tasks as are wanted, if it finds them, and returns them. Tasks that another
   * transaction is just giving away are passed over, unless there are no others: then it is waited
   * for one of them, so that nobody is sent away while work is left.
   */
  List<Task> lease(int size) {
    boolean more = true;
    while (more && found.size() < size && looked.size() < MOST_RANGES) {
      Optional<RankRange> next = vacancies.range(campaign, state.at());
      next.ifPresent(range -> look(range, size - found.size()));
      more = next.isPresent() || startAgain();
    }
    for (RankRange range : looked) {
      if (found.isEmpty()) {
        note(range, vacancies.await(campaign, range, annotator, seconds));
      }
    }
    return found;
  }

  private void look(RankRange range, int missing) {
    if (state.at().equals(RankRange.Place.HEAD)) {
      head = Optional.of(range);
    }
    looked.add(range);
    note(range, vacancies.take(campaign, range, annotator, missing, seconds));
    state = new State(range.end(), state.fromHead(), state.everywhere());
  }

  private void note(RankRange range, List<Task> leased) {
    found.addAll(leased);
    if (!leased.isEmpty() && firstFound.isEmpty()) {
      firstFound = Optional.of(range);
    }
  }

  /** Goes back to the head, and returns whether anything may be found from there. */
  private boolean startAgain() {
    boolean everywhere = state.fromHead();
    state = new State(RankRange.Place.HEAD, true, everywhere);
    return !everywhere && found.isEmpty();
  }

  /** Returns where the annotator's next search goes on: where this one found something, if so. */
  State state() {
    if (firstFound.isEmpty()) {
      return state;
    }
    return firstFound.equals(head)
        ? State.START
        : new State(firstFound.get().begin(), false, false);
  }

  /** Returns the ranges that were looked at, if nothing is left in the whole campaign. */
  List<RankRange> inVain() {
    return found.isEmpty() && state.everywhere() ? looked : List.of();
  }
}
