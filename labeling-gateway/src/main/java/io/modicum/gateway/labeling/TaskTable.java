package io.modicum.gateway.labeling;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Selection;
import io.modicum.gateway.storage.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables {@code task}, {@code lease} and {@code answer}. */
@ApplicationScoped
class TaskTable {

  private static final String LEASABLE =
      """
      select id, image, cycle, rank, reason from task t
      where campaign = ? and state = 'open'
        and not exists (select from answer a where a.task = t.id and a.annotator = ?)
        and (select count(*) from answer a where a.task = t.id)
          + (select count(*) from lease l
             where l.task = t.id and l.annotator <> ? and l.until > now()) < ?
      order by cycle, rank
      limit ?
      """;

  private final Sql sql;

  TaskTable(Sql sql) {
    this.sql = sql;
  }

  void open(CampaignId campaign, int cycle, List<Selection.Pick> picks) {
    List<Object[]> rows = new ArrayList<>();
    for (int rank = 0; rank < picks.size(); rank++) {
      Selection.Pick pick = picks.get(rank);
      rows.add(new Object[] {campaign.value(), cycle, pick.image(), rank, pick.reason()});
    }
    sql.batch(
        "insert into task (campaign, cycle, image, rank, reason) values (?, ?, ?, ?, ?)"
            + " on conflict (campaign, image) do nothing",
        rows);
  }

  List<Task> leasable(CampaignId campaign, String annotator, int labelsPerImage, int size) {
    return sql.list(
        LEASABLE,
        row ->
            new Task(
                row.getLong("id"),
                row.getInt("image"),
                row.getInt("cycle"),
                row.getInt("rank"),
                row.getString("reason")),
        campaign.value(),
        annotator,
        annotator,
        labelsPerImage,
        size);
  }

  void lease(List<Task> tasks, String annotator, int seconds) {
    sql.batch(
        "insert into lease (task, annotator, until) values (?, ?, now() + make_interval(secs => ?))"
            + " on conflict (task, annotator) do update set until = excluded.until",
        tasks.stream().map(task -> new Object[] {task.id(), annotator, (double) seconds}).toList());
  }

  /** How a task stands for an annotator. */
  record Standing(boolean open, boolean answered) {}

  /** Returns how a campaign's task stands, or empty if it has no such task. */
  Optional<Standing> standing(CampaignId campaign, long task, String annotator) {
    return sql.first(
        """
        select state = 'open' as open,
          exists (select from answer a where a.task = t.id and a.annotator = ?) as answered
        from task t where id = ? and campaign = ?
        """,
        row -> new Standing(row.getBoolean("open"), row.getBoolean("answered")),
        annotator,
        task,
        campaign.value());
  }

  /** Adds an annotator's first answer to a task and ends the lease. */
  void answer(long task, String annotator, int label) {
    sql.update(
        "insert into answer (task, annotator, label) values (?, ?, ?)", task, annotator, label);
    sql.update("delete from lease where task = ? and annotator = ?", task, annotator);
  }

  /** Returns the answers to a task in the order in which they were given. */
  List<Integer> answers(long task) {
    return sql.list(
        "select label from answer where task = ? order by id", row -> row.getInt(1), task);
  }

  void decide(long task, LabelAgreement agreement) {
    sql.update(
        "update task set state = 'decided', label = ?, agreement = ? where id = ?",
        agreement.label(),
        agreement.agreement(),
        task);
    sql.update("delete from lease where task = ?", task);
  }

  int open() {
    return sql.first("select count(*) from task where state = 'open'", row -> row.getInt(1))
        .orElseThrow();
  }

  /** Returns the decided images up to and with a cycle, in ascending order. */
  List<LabelledSet.Label> decided(CampaignId campaign, int cycle) {
    return sql.list(
        """
        select t.image, t.label, t.cycle, t.agreement,
          (select array_agg(a.annotator order by a.id) from answer a where a.task = t.id) annotators
        from task t
        where t.campaign = ? and t.cycle <= ? and t.state = 'decided'
        order by t.image
        """,
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
