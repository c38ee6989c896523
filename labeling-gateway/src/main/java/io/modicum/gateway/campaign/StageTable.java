package io.modicum.gateway.campaign;

import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.store.Json;
import io.modicum.gateway.storage.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table {@code stage}. */
@ApplicationScoped
class StageTable {

  private final Sql sql;

  StageTable(Sql sql) {
    this.sql = sql;
  }

  Optional<StageProgressed.State> state(String subject, String stage, int cycle) {
    return sql.first(
        "select state from stage where subject = ? and stage = ? and cycle = ?",
        row -> state(row.getString(1)),
        subject,
        stage,
        cycle);
  }

  void put(StageProgressed event) {
    sql.update(
        """
        insert into stage
          (subject, stage, cycle, state, percent, rate, seconds, seconds_left, metrics)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
        on conflict (subject, stage, cycle) do update set
          state = excluded.state, percent = excluded.percent, rate = excluded.rate,
          seconds = excluded.seconds, seconds_left = excluded.seconds_left,
          metrics = stage.metrics || excluded.metrics, updated = now()
        """,
        event.subject(),
        event.stage(),
        event.cycle(),
        event.state().name().toLowerCase(Locale.ROOT),
        event.percent(),
        event.rate(),
        event.seconds(),
        event.secondsLeft(),
        new String(Json.bytes(event.metrics()), StandardCharsets.UTF_8));
  }

  /** Removes a stage that gave up; its failure is told instead. */
  void remove(String subject, String stage, int cycle) {
    sql.update(
        "delete from stage where subject = ? and stage = ? and cycle = ?", subject, stage, cycle);
  }

  /** Returns the stages of some campaigns or datasets, in the order in which they moved last. */
  List<StageView> of(String... subjects) {
    return sql.list(
        "select * from stage where subject = any(?) order by updated, cycle",
        StageTable::read,
        (Object) subjects);
  }

  @SuppressWarnings("unchecked")
  private static StageView read(ResultSet row) throws SQLException {
    return new StageView(
        row.getString("subject"),
        row.getString("stage"),
        row.getInt("cycle"),
        state(row.getString("state")),
        row.getDouble("percent"),
        row.getDouble("rate"),
        row.getDouble("seconds"),
        row.getDouble("seconds_left"),
        Json.read("metrics", row.getString("metrics").getBytes(StandardCharsets.UTF_8), Map.class));
  }

  private static StageProgressed.State state(String text) {
    return StageProgressed.State.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
