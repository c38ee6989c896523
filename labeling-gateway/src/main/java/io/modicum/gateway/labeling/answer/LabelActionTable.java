package io.modicum.gateway.labeling.answer;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.labeling.task.TaskTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Stores what actions came to in the tables {@code audit}, {@code answer}, {@code lease}, {@code
 * tally} and {@code task}, by one statement: labelling is as fast as it needs few of them.
 */
@ApplicationScoped
class LabelActionTable {

  private static final String STORE =
      String.format(
          Locale.ROOT,
          """
          with written as (
            insert into audit
              (campaign, task, image, cycle, kind, actor, label, reason, replaces, address, agent)
            select ?, task, image, cycle, kind, actor, label, reason, replaces, ?, ?
            from unnest(?::bigint[], ?::int[], ?::int[], ?::text[], ?::text[], ?::int[], ?::text[],
                ?::bigint[]) with ordinality
              as entry (task, image, cycle, kind, actor, label, reason, replaces)
            order by ordinality
            returning id, task, kind, actor, label, replaces),
          withdrawn as (
            delete from answer a using written w
            where a.task = w.task and (w.kind = 'withdrawn' and a.annotator = w.actor
              or w.kind = 'put-back' and a.entry = w.replaces)),
          said as (
            insert into answer (task, annotator, label, entry)
            select task, actor, label, id from written
            where kind in ('answered', 'corrected', 'skipped')
            on conflict (task, annotator) do update set label = excluded.label, entry = excluded.entry),
          ended as (
            delete from lease where task = any(?) and (annotator = ? or task = any(?))),
          counted as (
            update tally y set undecided = undecided + m.more, changed = now()
            from unnest(?::int[], ?::int[]) as m (cycle, more)
            where y.campaign = ? and y.cycle = m.cycle and y.shard = pg_backend_pid() & %d)
          update task t set state = c.state, label = c.label, agreement = c.agreement,
            reviewer = c.reviewer, wanted = c.wanted, vacancies = c.vacancies,
            decided = case when c.state = 'decided' then now() end
          from unnest(?::bigint[], ?::text[], ?::int[], ?::float8[], ?::text[], ?::int[], ?::int[])
            as c (id, state, label, agreement, reviewer, wanted, vacancies)
          where t.id = c.id
          """,
          TaskTable.LAST_SHARD);

  private final Sql sql;

  LabelActionTable(Sql sql) {
    this.sql = sql;
  }

  void store(CampaignId campaign, Actor by, Deliberation deliberation) {
    List<AuditEntry> entries = deliberation.entries();
    Collection<Deliberation.TaskChange> changes = deliberation.changes();
    Map<Integer, Integer> undecided = deliberation.undecided();
    sql.update(
        STORE,
        campaign.value(),
        by.address(),
        by.agent(),
        column(entries, entry -> entry.task().id(), Long[]::new),
        column(entries, entry -> entry.task().image(), Integer[]::new),
        column(entries, entry -> entry.task().cycle(), Integer[]::new),
        column(entries, entry -> entry.kind().text(), String[]::new),
        column(entries, AuditEntry::by, String[]::new),
        column(entries, entry -> orNull(entry.label()), Integer[]::new),
        column(entries, AuditEntry::reason, String[]::new),
        column(entries, entry -> orNull(entry.replaces()), Long[]::new),
        deliberation.changed(task -> true).toArray(Long[]::new),
        by.name(),
        deliberation.changed(task -> !task.asked()).toArray(Long[]::new),
        undecided.keySet().toArray(Integer[]::new),
        undecided.values().toArray(Integer[]::new),
        campaign.value(),
        column(changes, change -> change.task().id(), Long[]::new),
        column(changes, change -> change.task().state().text(), String[]::new),
        column(
            changes,
            change -> change.task().decision().map(LabelAgreement::label).orElse(null),
            Integer[]::new),
        column(
            changes,
            change -> change.task().decision().map(LabelAgreement::agreement).orElse(null),
            Double[]::new),
        column(changes, change -> change.task().reviewer().orElse(null), String[]::new),
        column(changes, Deliberation.TaskChange::wanted, Integer[]::new),
        column(changes, change -> change.vacancies(by.name()), Integer[]::new));
  }

  private static <R, T> T[] column(
      Collection<R> rows, Function<R, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }

  private static Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
