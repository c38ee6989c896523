package io.modicum.gateway.webhook;

import io.modicum.gateway.database.Sql;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.sealing.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table {@code webhook}. */
@ApplicationScoped
class WebhookTable {

  private final Sql sql;
  private final Secrets secrets;

  WebhookTable(Sql sql, Secrets secrets) {
    this.sql = sql;
    this.secrets = secrets;
  }

  /** Adds a webhook, its secret sealed. */
  Webhook add(String url, List<WebhookEvent> events, boolean active, WebhookSecret secret) {
    return sql.first(
            "insert into webhook (url, events, active, secret) values (?, ?, ?, ?) returning *",
            WebhookTable::read,
            url,
            texts(events),
            active,
            secrets.seal(secret.text()))
        .orElseThrow();
  }

  /** Returns webhooks, newest first. */
  Page<Webhook> all(PageRequest page) {
    return sql.page(
        page,
        "id",
        "select * from webhook where ?::bigint is null or id < ?::bigint"
            + " order by id desc limit ?",
        WebhookTable::read,
        page.after().orElse(null),
        page.after().orElse(null),
        page.rows());
  }

  Optional<Webhook> find(long id) {
    return sql.first("select * from webhook where id = ?", WebhookTable::read, id);
  }

  /** Changes a webhook if it still is of a version, and returns what it then is. */
  Optional<Webhook> change(
      long id, long version, String url, List<WebhookEvent> events, boolean active) {
    return sql.first(
        "update webhook set url = ?, events = ?, active = ?, version = version + 1"
            + " where id = ? and version = ? returning *",
        WebhookTable::read,
        url,
        texts(events),
        active,
        id,
        version);
  }

  /** Removes a webhook and its log, and returns whether it was there. */
  boolean remove(long id) {
    return sql.update("delete from webhook where id = ?", id) == 1;
  }

  /** Lets a webhook rest. */
  void deactivate(long id) {
    sql.update("update webhook set active = false, version = version + 1 where id = ?", id);
  }

  private static String[] texts(List<WebhookEvent> events) {
    return events.stream().map(WebhookEvent::text).toArray(String[]::new);
  }

  private static Webhook read(ResultSet row) throws SQLException {
    return new Webhook(
        row.getLong("id"),
        row.getString("url"),
        Arrays.stream((String[]) row.getArray("events").getArray()).map(WebhookEvent::of).toList(),
        row.getBoolean("active"),
        row.getLong("version"),
        row.getTimestamp("created").toInstant());
  }
}
