package io.modicum.gateway.progress;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.store.Json;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.database.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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
    StageView view = StageView.of(event);
    sql.update(
        """
        insert into stage
          (subject, stage, cycle, state, percent, rate, seconds, seconds_left, metrics)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
        on conflict (subject, stage, cycle) do update set
          state = excluded.state, percent = excluded.percent,
          rate = case excluded.state when 'computed' then stage.rate else excluded.rate end,
          seconds = excluded.seconds, seconds_left = excluded.seconds_left,
          metrics = (stage.metrics - 'ahead') || excluded.metrics, updated = now()
        """,
        view.subject(),
        view.stage(),
        view.cycle(),
        event.state().name().toLowerCase(Locale.ROOT),
        view.percent(),
        view.rate(),
        view.seconds(),
        view.secondsLeft(),
        StorableText.json(view.metrics()));
  }

  /** Removes a stage that gave up; its failure is told instead. */
  void remove(String subject, String stage, int cycle) {
    sql.update(
        "delete from stage where subject = ? and stage = ? and cycle = ?", subject, stage, cycle);
  }

  /**
   * Returns how many images per second the newest pretraining of a backbone told of that had images
   * of so many pixels, or empty if there was none.
   */
  OptionalDouble pretrainingRate(BackboneSettings backbone, int height, int width) {
    return sql
        .list(
            """
            select s.rate from stage s join campaign c on c.id = s.subject
              join dataset d on d.id = c.dataset
            where s.stage = 'pretrain' and s.rate > 0 and d.height = ? and d.width = ?
              and c.specification -> 'backbone' = ?::jsonb
            order by s.updated desc limit 1
            """,
            row -> row.getDouble(1),
            height,
            width,
            StorableText.json(backbone))
        .stream()
        .mapToDouble(rate -> rate)
        .findFirst();
  }

  /** Returns the stages of some campaigns or datasets, in the order in which they moved last. */
  List<StageView> list(String... subjects) {
    return sql.readable(
        "select * from stage where subject = any(?) order by updated, cycle",
        StageTable::read,
        (Object) subjects);
  }

  private static StageView read(ResultSet row) throws SQLException {
    return StageView.of(
        new StageProgressed(
            row.getString("subject"),
            row.getString("stage"),
            row.getInt("cycle"),
            state(row.getString("state")),
            row.getDouble("percent"),
            row.getDouble("rate"),
            row.getDouble("seconds"),
            row.getDouble("seconds_left"),
            metrics(row)));
  }

  /** Reads the metrics that are numbers; former versions kept others, too, as text. */
  private static Map<String, Double> metrics(ResultSet row) throws SQLException {
    JsonNode stored =
        Json.read(
            "metrics", row.getString("metrics").getBytes(StandardCharsets.UTF_8), JsonNode.class);
    return stored.properties().stream()
        .filter(metric -> metric.getValue().isNumber())
        .collect(toMap(Map.Entry::getKey, metric -> metric.getValue().asDouble()));
  }

  private static StageProgressed.State state(String text) {
    return StageProgressed.State.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
