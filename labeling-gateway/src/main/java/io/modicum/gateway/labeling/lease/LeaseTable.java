package io.modicum.gateway.labeling.lease;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.labeling.task.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The table {@code lease}. */
@ApplicationScoped
class LeaseTable {

  private static final int MOST_AT_ONCE = 1000;

  private final Sql sql;

  LeaseTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * Renews the leases that an annotator holds in a campaign, the oldest first, and returns them.
   */
  List<Task> renew(CampaignId campaign, String annotator, int size, int seconds) {
    return sql.list(
        """
        with held as (
          select task from lease where campaign = ? and annotator = ? order by since, task limit ?),
        renewed as (
          update lease l set until = now() + make_interval(secs => ?) from held h
          where l.task = h.task and l.annotator = ? returning l.task)
        select id, image, cycle, rank, reason from task where id in (select task from renewed)
        order by id
        """,
        LeaseTable::task,
        campaign.value(),
        annotator,
        size,
        (double) seconds,
        annotator);
  }

  /**
   * Gives an annotator gold questions about images they were never asked that way, of the cycle
   * whose tasks are given out.
   */
  List<Task> takeGold(CampaignId campaign, String annotator, int size, int seconds) {
    return sql.list(
        """
        with fresh as (
          select id, image, cycle, rank, reason from task t
          where campaign = ? and gold is not null
            and cycle = (select cycle from task v where v.campaign = t.campaign and v.vacancies > 0
              order by v.cycle, v.rank limit 1)
            and not exists (
            select from task g where g.campaign = t.campaign and g.image = t.image
              and g.gold is not null
              and (exists (select from answer a where a.task = g.id and a.annotator = ?)
                or exists (select from lease l where l.task = g.id and l.annotator = ?)))
          order by random() limit ?),
        leased as (
          insert into lease (task, campaign, annotator, until)
          select id, ?, ?, now() + make_interval(secs => ?) from fresh on conflict do nothing)
        select * from fresh
        """,
        LeaseTable::task,
        campaign.value(),
        annotator,
        annotator,
        size,
        campaign.value(),
        annotator,
        (double) seconds);
  }

  static Task task(ResultSet row) throws SQLException {
    return new Task(
        row.getLong("id"),
        row.getInt("image"),
        row.getInt("cycle"),
        row.getInt("rank"),
        row.getString("reason"));
  }

  /** Ends all leases that an annotator holds in a campaign and returns the tasks. */
  List<Long> end(CampaignId campaign, String annotator) {
    return ended(
        "l.campaign = ? and l.annotator = ? order by t.id for no key update of t",
        campaign.value(),
        annotator);
  }

  /** Ends what an annotator holds in a campaign beyond the oldest, and returns the tasks. */
  List<Long> endBeyond(CampaignId campaign, String annotator, int kept) {
    return ended(
        """
        l.campaign = ? and l.annotator = ? and l.task in (
            select task from lease where campaign = ? and annotator = ? order by since, task offset ?)
          order by t.id for no key update of t\
        """,
        campaign.value(),
        annotator,
        campaign.value(),
        annotator,
        kept);
  }

  /** Returns who holds tasks of a campaign, by name. */
  List<Holding> holdings(CampaignId campaign) {
    return sql.list(
        """
        select annotator, count(*) as tasks, min(since) as since, max(until) as until
        from lease where campaign = ? group by annotator order by annotator
        """,
        row ->
            new Holding(
                row.getString("annotator"),
                row.getInt("tasks"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("until").toInstant()),
        campaign.value());
  }

  /**
   * Returns how many tasks each of those who are here would have, were all divided among them that
   * are given out or could be; {@code most} where it is more.
   */
  int fairShare(CampaignId campaign, int most) {
    return sql.first(
            """
            with people as (
              select greatest(1, count(*)) as count from (
                select annotator from attendance
                where campaign = ? and here and seen > now() - make_interval(secs => ?)
                union select annotator from lease where campaign = ?) here)
            select least(?::bigint, ceil(((select coalesce(sum(vacancies), 0) from (
                select vacancies from task where campaign = ? and vacancies > 0
                order by cycle, rank limit (select ? * count from people)) vacant)
              + (select count(*) from lease where campaign = ?))::float8 / count)) from people
            """,
            row -> Math.max(1, row.getInt(1)),
            campaign.value(),
            (double) AttendanceTable.HERE_SECONDS,
            campaign.value(),
            most,
            campaign.value(),
            most,
            campaign.value())
        .orElseThrow();
  }

  /**
   * Ends leases whose time is over, except those somebody is just renewing, and returns the tasks.
   */
  List<Long> endOverdue() {
    return ended(
        "l.until < now() order by t.id limit "
            + MOST_AT_ONCE
            + " for no key update of t skip locked");
  }

  private List<Long> ended(String which, Object... parameters) {
    return sql.list(
        """
        with over as (
          select l.task, l.annotator, l.until from lease l join task t on t.id = l.task where %s),
        gone as (
          delete from lease l using over o
          where l.task = o.task and l.annotator = o.annotator and l.until = o.until)
        select distinct task from over order by task
        """
            .formatted(which),
        row -> row.getLong(1),
        parameters);
  }

  /** Offers tasks again whose leases have gone. */
  void vacate(List<Long> tasks) {
    sql.update(
        """
        update task t set vacancies = greatest(0, wanted
          - (select count(*) from answer a where a.task = t.id and a.label is not null)
          - (select count(*) from lease l where l.task = t.id))
        where id = any(?) and state = 'open'
        """,
        (Object) tasks.toArray(Long[]::new));
  }

  /** Returns for how many seconds the lease that is longest under way has been. */
  double oldestSeconds() {
    return sql.first(
            "select coalesce(extract(epoch from now() - min(since)), 0) from lease",
            row -> row.getDouble(1))
        .orElseThrow();
  }
}
