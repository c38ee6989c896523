package io.modicum.gateway.labeling.answer;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.labeling.answer.TaskStatus.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How tasks stand, of the tables {@code task}, {@code answer} and {@code lease}. */
@ApplicationScoped
class TaskStatusTable {

  private final Sql sql;

  TaskStatusTable(Sql sql) {
    this.sql = sql;
  }

  /** Returns the cycles of a campaign's tasks. */
  List<Integer> cycles(CampaignId campaign, Collection<Long> tasks) {
    return sql.list(
        "select distinct cycle from task where campaign = ? and id = any(?) order by cycle",
        row -> row.getInt(1),
        campaign.value(),
        tasks.toArray(Long[]::new));
  }

  /** Returns the tasks of a cycle that are to be judged together. */
  List<Long> answered(CampaignId campaign, int cycle) {
    return sql.list(
        "select id from task where campaign = ? and cycle = ? and state = 'answered'",
        row -> row.getLong(1),
        campaign.value(),
        cycle);
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
            TaskStatusTable::status,
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

  private static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
