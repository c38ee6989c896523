package io.modicum.gateway.progress;

import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.store.Json;
import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The table {@code failure}. */
@ApplicationScoped
class FailureTable {

  private final Sql sql;

  FailureTable(Sql sql) {
    this.sql = sql;
  }

  /** Adds a failure, in place of an earlier one on the same event. */
  void add(StageFailed failure) {
    sql.update(
        "delete from failure where subject = ? and topic = ? and event = ?",
        failure.subject(),
        failure.topic(),
        failure.event());
    sql.update(
        "insert into failure (subject, stage, cycle, permanent, reason, topic, event)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        failure.subject(),
        failure.stage(),
        failure.cycle(),
        failure.permanent(),
        failure.reason(),
        failure.topic(),
        failure.event());
  }

  /** Returns whether a failure of the stage that progressed waits to be retried. */
  boolean stands(StageProgressed event) {
    return sql.first(
            "select 1 from failure where subject = ? and stage = ? and cycle = ? limit 1",
            row -> row.getInt(1),
            event.subject(),
            event.stage(),
            event.cycle())
        .isPresent();
  }

  /** Removes the failure on an event, and returns whether it was the last that its subject had. */
  boolean removeLast(Event event) {
    String json = new String(Json.bytes(event), StandardCharsets.UTF_8);
    int removed =
        sql.update(
            "delete from failure where subject = ? and topic = ? and event = ?",
            event.subject(),
            Topic.of(event.getClass()).name(),
            json);
    return removed > 0 && list(event.subject()).isEmpty();
  }

  /** An event that a stage gave up on. */
  record FailedEvent(String topic, String json) {}

  /** Removes the failures of a subject and returns their events, oldest first. */
  List<FailedEvent> take(String subject) {
    return sql.list(
        "with taken as (delete from failure where subject = ? returning id, topic, event)"
            + " select topic, event from taken order by id",
        row -> new FailedEvent(row.getString("topic"), row.getString("event")),
        subject);
  }

  /** Returns the failures of some subjects, newest first. */
  List<FailureView> list(String... subjects) {
    return sql.list(
        "select * from failure where subject = any(?) order by id desc",
        row ->
            new FailureView(
                row.getString("subject"),
                row.getString("stage"),
                row.getInt("cycle"),
                row.getBoolean("permanent"),
                row.getString("reason"),
                row.getTimestamp("failed").toInstant()),
        (Object) subjects);
  }
}
