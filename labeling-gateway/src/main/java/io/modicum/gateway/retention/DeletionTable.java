package io.modicum.gateway.retention;

import io.modicum.gateway.database.Sql;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.retention.Deletion.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;

/** The table {@code deletion}, and the rows of other tables that go with what is deleted. */
@ApplicationScoped
public class DeletionTable {

  /** In this order, since they refer to each other. */
  private static final List<String> OF_A_CAMPAIGN =
      List.of(
          "delete from suggestion where task in (select id from task where campaign = ?)",
          "delete from label_studio where campaign = ?",
          "delete from answer where task in (select id from task where campaign = ?)",
          "delete from lease where campaign = ?",
          "delete from task where campaign = ?",
          "delete from tally where campaign = ?",
          "delete from cycle where campaign = ?",
          "delete from imported_label where campaign = ?",
          "delete from member where campaign = ?",
          "delete from campaign where id = ?");

  /** Of whatever subject. */
  private static final List<String> OF_A_SUBJECT =
      List.of(
          "delete from stage where subject = ?",
          "delete from failure where subject = ?",
          "delete from outbox where key = ?");

  private final Sql sql;

  DeletionTable(Sql sql) {
    this.sql = sql;
  }

  /** Returns whether a campaign or dataset of that id was deleted and is not there again. */
  public boolean isDeleted(String subject) {
    return sql.first(
            "select 1 from deletion where subject = ?"
                + " and not exists (select from dataset where id = subject) limit 1",
            row -> true,
            subject)
        .isPresent();
  }

  /** Returns whether objects of that id are still being removed. */
  public boolean isUnderWay(Kind kind, String subject) {
    return latest(kind, subject).filter(deletion -> deletion.completed().isEmpty()).isPresent();
  }

  Optional<Deletion> latest(Kind kind, String subject) {
    return sql.first(
        "select * from deletion where kind = ? and subject = ? order by id desc limit 1",
        DeletionTable::read,
        kind.text(),
        subject);
  }

  Page<Deletion> all(PageRequest page) {
    return sql.page(
        page,
        "id",
        "select * from deletion where id > ? order by id limit ?",
        DeletionTable::read,
        page.afterId(),
        page.rows());
  }

  List<Deletion> underWay() {
    return sql.readable(
        "select * from deletion where completed is null order by id", DeletionTable::read);
  }

  /** Locks a campaign or dataset, and returns its name if it is there. */
  Optional<String> lock(Kind kind, String id) {
    return sql.first(
        "select name from " + kind.text() + " where id = ? for update",
        row -> row.getString(1),
        id);
  }

  /** Returns the campaigns that use a dataset. */
  List<String> campaignsOf(String dataset) {
    return sql.list(
        "select id from campaign where dataset = ? order by created",
        row -> row.getString(1),
        dataset);
  }

  /** Removes all rows of a campaign or dataset but those of its audit, and notes its deletion. */
  Deletion delete(Kind kind, String id, String name, String actor) {
    if (kind == Kind.CAMPAIGN) {
      OF_A_CAMPAIGN.forEach(statement -> sql.update(statement, id));
    } else {
      sql.update("delete from dataset where id = ?", id);
    }
    OF_A_SUBJECT.forEach(statement -> sql.update(statement, id));
    return sql.first(
            "insert into deletion (kind, subject, name, actor) values (?, ?, ?, ?) returning *",
            DeletionTable::read,
            kind.text(),
            id,
            name,
            actor)
        .orElseThrow();
  }

  /** Counts removed objects, so that the count outlives a crash. */
  void count(Deletion deletion, int objects) {
    sql.update("update deletion set objects = objects + ? where id = ?", objects, deletion.id());
  }

  void complete(Deletion deletion) {
    sql.update("update deletion set completed = now() where id = ?", deletion.id());
  }

  private static Deletion read(ResultSet row) throws SQLException {
    return new Deletion(
        row.getLong("id"),
        Kind.of(row.getString("kind")),
        row.getString("subject"),
        row.getString("name"),
        row.getString("actor"),
        row.getTimestamp("requested").toInstant(),
        Optional.ofNullable(row.getTimestamp("completed")).map(Timestamp::toInstant),
        row.getLong("objects"));
  }
}
