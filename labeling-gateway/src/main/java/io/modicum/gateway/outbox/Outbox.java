package io.modicum.gateway.outbox;

import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.store.Json;
import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * Events that are sent if, and only if, the transaction that wrote them commits (the transactional
 * outbox pattern).
 */
@ApplicationScoped
public class Outbox {

  private final Sql sql;
  private final jakarta.enterprise.event.Event<OutboxFilled> filled;

  Outbox(Sql sql, jakarta.enterprise.event.Event<OutboxFilled> filled) {
    this.sql = sql;
    this.filled = filled;
  }

  /** Lets an event be sent after the caller's transaction, with the caller's trace. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void add(Event event) {
    Topic<? extends Event> topic = Topic.of(event.getClass());
    sql.update(
        "insert into outbox (topic, key, event_type, payload, traceparent) values (?, ?, ?, ?, ?)",
        topic.name(),
        event.key(),
        topic.cloudEventType(),
        new String(Json.bytes(event), StandardCharsets.UTF_8),
        TraceParent.current());
    filled.fire(new OutboxFilled());
  }

  /** Returns how many events wait to be sent. */
  public int depth() {
    return sql.first("select count(*) from outbox", row -> row.getInt(1)).orElseThrow();
  }

  /** Returns for how many seconds the first of them has waited. */
  double oldestSeconds() {
    return sql.first(
            "select extract(epoch from now() - created) from outbox order by id limit 1",
            row -> row.getDouble(1))
        .orElse(0.0);
  }

  /** Returns the first events that wait, except those of some topics or keys. */
  List<Waiting> oldest(int limit, Collection<String> topics, Collection<String> keys) {
    return sql.list(
        "select id, topic, key, payload, traceparent from outbox"
            + " where topic <> all(?) and key <> all(?)"
            + " order by id limit ? for update skip locked",
        row ->
            new Waiting(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("key"),
                row.getString("payload"),
                row.getString("traceparent")),
        topics.toArray(String[]::new),
        keys.toArray(String[]::new),
        limit);
  }

  void remove(long id) {
    sql.update("delete from outbox where id = ?", id);
  }

  /** Returns whether this transaction is the only one that sends, so that the order stays. */
  boolean takeTurn() {
    return sql.first(
            "select pg_try_advisory_xact_lock(hashtext('modicum outbox'))",
            row -> row.getBoolean(1))
        .orElseThrow();
  }

  record Waiting(long id, String topic, String key, String payload, String traceparent) {}
}
