package io.modicum.gateway.webhook;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.modicum.gateway.database.Sql;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tables {@code webhook_delivery} and {@code webhook_attempt}. */
@ApplicationScoped
class DeliveryTable {

  /** The oldest delivery that is due of each webhook, which nobody else is at. */
  private static final String CLAIM =
      """
      update webhook_delivery d set due = now() + make_interval(secs => ?)
      from webhook w
      where w.id = d.webhook and d.id in (
        select c.id from webhook_delivery c join webhook v on v.id = c.webhook
        where c.state = 'pending' and c.due <= now() and v.active
          and not exists (select from webhook_delivery e where e.webhook = c.webhook
            and e.state = 'pending' and e.due <= now() and e.id < c.id)
        order by c.due limit ? for no key update of c skip locked)
      returning d.id, d.webhook, d.message, d.payload, d.attempts, w.url, w.secret
      """;

  private final Sql sql;

  DeliveryTable(Sql sql) {
    this.sql = sql;
  }

  /** Adds a message to every active webhook that wants it, and returns how many do. */
  int add(String message, WebhookEvent event, String payload) {
    return sql.update(
        "insert into webhook_delivery (webhook, message, event, payload)"
            + " select id, ?, ?, ? from webhook where active and ? = any(events)",
        message,
        event.text(),
        payload,
        event.text());
  }

  /** Returns how many messages wait to be sent. */
  int pending() {
    return sql.first(
            "select count(*) from webhook_delivery where state = 'pending'", row -> row.getInt(1))
        .orElseThrow();
  }

  /**
   * What is to be sent now.
   *
   * @param attempts made so far
   * @param sealedSecret as it is stored
   */
  record Due(
      long delivery,
      long webhook,
      String message,
      String payload,
      int attempts,
      String url,
      String sealedSecret) {}

  /** Takes deliveries that are due; nobody else does until some time has passed. */
  List<Due> claim(int limit, Duration lease) {
    return sql.list(
        CLAIM,
        row ->
            new Due(
                row.getLong("id"),
                row.getLong("webhook"),
                row.getString("message"),
                row.getString("payload"),
                row.getInt("attempts"),
                row.getString("url"),
                row.getString("secret")),
        (double) lease.toSeconds(),
        limit);
  }

  /** Writes an attempt into the log. */
  void log(long delivery, Outcome outcome) {
    sql.update(
        "insert into webhook_attempt (delivery, status, problem, millis) values (?, ?, ?, ?)",
        delivery,
        outcome.status().orElse(null),
        outcome.problem(),
        outcome.millis());
  }

  void end(long delivery, Delivery.State state) {
    sql.update(
        "update webhook_delivery set state = ?, attempts = attempts + 1 where id = ?",
        state.text(),
        delivery);
  }

  void postpone(long delivery, Duration wait) {
    sql.update(
        "update webhook_delivery set due = now() + make_interval(secs => ?),"
            + " attempts = attempts + 1 where id = ?",
        wait.toMillis() / 1000.0,
        delivery);
  }

  /** Lets a delivery be sent again from the start, and returns whether there is such a one. */
  boolean replay(long webhook, long delivery) {
    return sql.update(
            "update webhook_delivery set state = 'pending', attempts = 0, due = now()"
                + " where webhook = ? and id = ?",
            webhook,
            delivery)
        == 1;
  }

  /** Returns a webhook's deliveries with all their attempts, newest first. */
  Page<Delivery> log(long webhook, PageRequest page) {
    Page<Delivery> read =
        sql.page(
            page,
            "id",
            "select * from webhook_delivery where webhook = ?"
                + " and (?::bigint is null or id < ?::bigint) order by id desc limit ?",
            DeliveryTable::read,
            webhook,
            page.after().orElse(null),
            page.after().orElse(null),
            page.rows());
    return new Page<>(withAttempts(read.items()), read.next());
  }

  Optional<Delivery> find(long webhook, long delivery) {
    return withAttempts(
            sql.list(
                "select * from webhook_delivery where webhook = ? and id = ?",
                DeliveryTable::read,
                webhook,
                delivery))
        .stream()
        .findFirst();
  }

  void forget(Duration age) {
    sql.update(
        "delete from webhook_delivery where state <> 'pending'"
            + " and created < now() - make_interval(secs => ?)",
        (double) age.toSeconds());
  }

  private record LoggedAttempt(long delivery, Delivery.Attempt attempt) {}

  private List<Delivery> withAttempts(List<Delivery> deliveries) {
    Long[] ids = deliveries.stream().map(Delivery::id).toArray(Long[]::new);
    Map<Long, List<Delivery.Attempt>> attempts =
        sql
            .list(
                "select * from webhook_attempt where delivery = any(?) order by id",
                DeliveryTable::readAttempt,
                (Object) ids)
            .stream()
            .collect(
                groupingBy(LoggedAttempt::delivery, mapping(LoggedAttempt::attempt, toList())));
    return deliveries.stream()
        .map(delivery -> delivery.with(attempts.getOrDefault(delivery.id(), List.of())))
        .toList();
  }

  private static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        row.getString("message"),
        WebhookEvent.of(row.getString("event")),
        row.getString("payload"),
        Delivery.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getTimestamp("due").toInstant(),
        row.getTimestamp("created").toInstant(),
        List.of());
  }

  private static LoggedAttempt readAttempt(ResultSet row) throws SQLException {
    int status = row.getInt("status");
    return new LoggedAttempt(
        row.getLong("delivery"),
        new Delivery.Attempt(
            row.getTimestamp("made").toInstant(),
            status == 0 ? Optional.empty() : Optional.of(status),
            row.getString("problem"),
            row.getInt("millis")));
  }
}
