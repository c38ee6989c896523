package io.modicum.gateway.labeling.lease;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.labeling.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rows of the table {@code task} that can be given to one more annotator. */
@ApplicationScoped
class VacancyTable {

  /**
   * Counts instead of joining, so that no plan reads more of the table than a task's rows. The
   * planner takes an equality here for rare, and would rather sort a whole campaign.
   */
  static final String UNANSWERED_BY_ANNOTATOR =
      "(select count(*) from answer a where a.task = t.id and a.annotator = ?) < 1";

  /** Counts instead of joining, too. Whoever is ahead of others has mostly answered. */
  private static final String NEW_TO_ANNOTATOR =
      UNANSWERED_BY_ANNOTATOR
          + " and (select count(*) from lease l where l.task = t.id and l.annotator = ?) < 1";

  /** Locks tasks of a range that can be given to an annotator. */
  static final String LOCK =
      """
      select id from task t
      where campaign = ? and cycle = ? and rank between ? and ? and vacancies > 0 and %s
      order by cycle, rank limit ?
      for no key update skip locked
      """
          .formatted(NEW_TO_ANNOTATOR);

  private static final String WAIT_AND_LOCK = LOCK.replace(" skip locked", "");

  /**
   * Leases locked tasks. Whether they are new to the annotator is asked again: the statement that
   * locked them may have waited for the very answer that ended the annotator's lease, without
   * seeing it.
   */
  static final String LEASE =
      """
      with taken as (
        update task t set vacancies = vacancies - 1 where id = any(?) and %s
        returning id, campaign, image, cycle, rank, reason),
      leased as (
        insert into lease (task, campaign, annotator, until)
        select id, campaign, ?, now() + make_interval(secs => ?) from taken)
      select * from taken order by id
      """
          .formatted(NEW_TO_ANNOTATOR);

  private final Sql sql;

  VacancyTable(Sql sql) {
    this.sql = sql;
  }

  /** Returns the range of the most wanted task with a vacancy from a place on, if any is left. */
  Optional<RankRange> range(CampaignId campaign, RankRange.Place from) {
    return sql.first(
        """
        select cycle, rank from task
        where campaign = ? and vacancies > 0 and (cycle, rank) >= (?, ?)
        order by cycle, rank limit 1
        """,
        row -> new RankRange(row.getInt("cycle"), row.getInt("rank")),
        campaign.value(),
        from.cycle(),
        from.rank());
  }

  /**
   * Gives an annotator the most wanted open tasks of a range that can be given to one more and that
   * are new to them. Tasks that another transaction is just giving away are passed over.
   */
  List<Task> take(CampaignId campaign, RankRange range, String annotator, int size, int seconds) {
    return take(LOCK, campaign, range, annotator, size, seconds);
  }

  /** Gives an annotator one task of a range, for which it waits if need be. */
  List<Task> await(CampaignId campaign, RankRange range, String annotator, int seconds) {
    return take(WAIT_AND_LOCK, campaign, range, annotator, 1, seconds);
  }

  private List<Task> take(
      String lock, CampaignId campaign, RankRange range, String annotator, int size, int seconds) {
    Long[] locked =
        sql.list(
                lock,
                row -> row.getLong("id"),
                campaign.value(),
                range.cycle(),
                range.first(),
                range.last(),
                annotator,
                annotator,
                size)
            .toArray(Long[]::new);
    return locked.length == 0
        ? List.of()
        : sql.list(
            LEASE, LeaseTable::task, locked, annotator, annotator, annotator, (double) seconds);
  }

  /**
   * Returns vacant tasks of a range that were skipped and that everybody who is active has said
   * something about.
   */
  List<Long> stuck(CampaignId campaign, RankRange range, Collection<String> active) {
    return sql.list(
        """
        select t.id from task t
        where t.campaign = ? and t.cycle = ? and t.rank between ? and ?
          and t.vacancies > 0 and t.state = 'open'
          and exists (select from answer s where s.task = t.id and s.label is null)
          and not exists (select from unnest(?::text[]) as a (annotator) where not exists (
            select from answer s where s.task = t.id and s.annotator = a.annotator))
        order by t.cycle, t.rank
        """,
        row -> row.getLong("id"),
        campaign.value(),
        range.cycle(),
        range.first(),
        range.last(),
        active.toArray(String[]::new));
  }
}
