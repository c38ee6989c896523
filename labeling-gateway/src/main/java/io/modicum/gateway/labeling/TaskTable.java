package io.modicum.gateway.labeling;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Selection;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.labeling.TaskStatus.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The tables {@code task}, {@code answer} and {@code tally}. */
@ApplicationScoped
public class TaskTable {

  /** Who answered a task {@code t}, in order, and then the reviewer who decided it, as an array. */
  public static final String ANNOTATORS =
      """
      array(select a.annotator from answer a where a.task = t.id and a.label is not null
        order by a.entry) || array_remove(array[t.reviewer], null)
      """;

  /** The number of the last part of a cycle's tally; their number is a power of 2. */
  static final int LAST_SHARD = 15;

  private final Sql sql;

  TaskTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * Opens a task for each image that is asked for, and one for each that measures annotators.
   *
   * @param wanted answers that each needs
   * @param gold class by image; where there are any, the ids of all tasks are in random order, so
   *     that nobody can tell the ones from the others
   */
  void open(
      CampaignId campaign,
      int cycle,
      List<Selection.Pick> picks,
      int wanted,
      Map<Integer, Integer> gold) {
    sql.update(
        String.format(
            Locale.ROOT,
            """
            with opened as (
              insert into task (campaign, cycle, image, rank, reason, state, wanted, vacancies, gold)
              select ?, ?, image, rank, reason, state, wanted, wanted, gold from (
                select image, ordinality - 1 as rank, reason, 'open' as state, ? as wanted,
                  null::int as gold
                from unnest(?::int[], ?::text[]) with ordinality as pick (image, reason)
                union all
                select image, 0, '', 'gold', 0, gold from unnest(?::int[], ?::int[]) as known (image, gold)
              ) asked
              order by case when ? then random() end, rank
              on conflict do nothing
              returning state)
            insert into tally (campaign, cycle, shard, undecided)
            select ?, ?, shard, case when shard = 0 then
              (select count(*) from opened where state = 'open') else 0 end
            from generate_series(0, %d) as shard
            """,
            LAST_SHARD),
        campaign.value(),
        cycle,
        wanted,
        picks.stream().map(Selection.Pick::image).toArray(Integer[]::new),
        picks.stream().map(Selection.Pick::reason).toArray(String[]::new),
        gold.keySet().toArray(Integer[]::new),
        gold.values().toArray(Integer[]::new),
        !gold.isEmpty(),
        campaign.value(),
        cycle);
  }

  /** Returns the cycles of a campaign's tasks. */
  List<Integer> cycles(CampaignId campaign, Collection<Long> tasks) {
    return sql.list(
        "select distinct cycle from task where campaign = ? and id = any(?) order by cycle",
        row -> row.getInt(1),
        campaign.value(),
        tasks.toArray(Long[]::new));
  }

  /**
   * Returns those of some tasks that are a campaign's, by id; nobody else changes them until this
   * transaction ends. What others than {@code annotator} said of gold questions is left out.
   */
  Map<Long, TaskStatus> lock(CampaignId campaign, Collection<Long> tasks, String annotator) {
    Map<Long, TaskStatus> statuses = new LinkedHashMap<>();
    sql.list(
            """
            select id, image, cycle, state, label, agreement, reviewer from task
            where campaign = ? and id = any(?) order by id for no key update
            """,
            TaskTable::status,
            campaign.value(),
            tasks.toArray(Long[]::new))
        .forEach(status -> statuses.put(status.id(), status));
    Long[] asked =
        statuses.values().stream()
            .filter(task -> task.state() != TaskState.GOLD)
            .map(TaskStatus::id)
            .toArray(Long[]::new);
    sql.list(
        """
        select task, annotator, label, entry from answer
        where task = any(?) and (annotator = ? or task = any(?))
        union all
        select task, annotator, null, null from lease where task = any(?)
        order by entry
        """,
        row -> note(statuses.get(row.getLong("task")), row),
        statuses.keySet().toArray(Long[]::new),
        annotator,
        asked,
        asked);
    return statuses;
  }

  /** Notes an answer, or, where there is no entry of the audit, a lease. */
  private static TaskStatus note(TaskStatus task, ResultSet row) throws SQLException {
    String annotator = row.getString("annotator");
    long entry = row.getLong("entry");
    if (row.wasNull()) {
      task.holders().add(annotator);
    } else {
      task.statements().put(annotator, new Statement(optionalInt(row, "label"), entry));
    }
    return task;
  }

  private static TaskStatus status(ResultSet row) throws SQLException {
    OptionalInt label = optionalInt(row, "label");
    double agreement = row.getDouble("agreement");
    return new TaskStatus(
        row.getLong("id"),
        row.getInt("image"),
        row.getInt("cycle"),
        TaskState.of(row.getString("state")),
        label.isPresent()
            ? Optional.of(new LabelAgreement(label.getAsInt(), agreement))
            : Optional.empty(),
        Optional.ofNullable(row.getString("reviewer")),
        new LinkedHashMap<>(),
        new HashSet<>());
  }

  static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** Offers tasks again whose leases have gone. */
  void vacate(Collection<Long> tasks) {
    sql.update(
        """
        update task t set vacancies = greatest(0, wanted
          - (select count(*) from answer a where a.task = t.id and a.label is not null)
          - (select count(*) from lease l where l.task = t.id))
        where id = any(?) and state = 'open'
        """,
        (Object) tasks.toArray(Long[]::new));
  }

  /** Returns the tasks of a cycle that are to be judged together. */
  List<Long> answered(CampaignId campaign, int cycle) {
    return sql.list(
        "select id from task where campaign = ? and cycle = ? and state = 'answered'",
        row -> row.getLong(1),
        campaign.value(),
        cycle);
  }

  int open() {
    return sql.first("select coalesce(sum(undecided), 0) from tally", row -> row.getInt(1))
        .orElseThrow();
  }

  /** Returns the images left out up to and with a cycle, in ascending order. */
  List<Integer> leftOut(CampaignId campaign, int cycle) {
    return sql.list(
        "select image from task where campaign = ? and cycle <= ? and state = 'left-out'"
            + " order by image",
        row -> row.getInt("image"),
        campaign.value(),
        cycle);
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

  /** Returns the decided images up to and with a cycle, in ascending order. */
  List<LabelledSet.Label> decided(CampaignId campaign, int cycle) {
    return sql.list(
        """
        select t.image, t.label, t.cycle, t.agreement,
          %s as annotators
        from task t
        where t.campaign = ? and t.cycle <= ? and t.state = 'decided'
        order by t.image
        """
            .formatted(ANNOTATORS),
        row ->
            new LabelledSet.Label(
                row.getInt("image"),
                row.getInt("label"),
                row.getInt("cycle"),
                List.of((String[]) row.getArray("annotators").getArray()),
                row.getDouble("agreement")),
        campaign.value(),
        cycle);
  }
}
