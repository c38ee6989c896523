package io.modicum.gateway.exchange.labelstudio;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.storage.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The tables {@code label_studio_annotation} and {@code label_studio_answer}. */
@ApplicationScoped
class AnnotationTable {

  private final Sql sql;

  AnnotationTable(Sql sql) {
    this.sql = sql;
  }

  /** What was told of an annotation, as it is kept until it is taken. */
  record Kept(long id, CampaignId campaign, Told told, int attempts) {}

  void keep(CampaignId campaign, Told told) {
    if (told instanceof Told.Chosen chosen) {
      sql.update(
          "insert into label_studio_annotation"
              + " (campaign, annotation, task, annotator, label, corrects)"
              + " values (?, ?, ?, ?, ?, ?)",
          campaign.value(),
          chosen.annotation(),
          chosen.task(),
          chosen.annotator(),
          chosen.label(),
          chosen.corrects());
    } else if (told instanceof Told.Gone gone) {
      sql.update(
          "insert into label_studio_annotation (campaign, annotation) values (?, ?)",
          campaign.value(),
          gone.annotation());
    } else if (told instanceof Told.Odd odd) {
      sql.update(
          "insert into label_studio_annotation (campaign, problem) values (?, ?)",
          campaign.value(),
          odd.problem());
    }
  }

  /**
   * Returns what was told first of a campaign if its bridge does not rest, unless another gateway
   * is at it. What was told of a campaign is taken one after the other, whoever takes it, but for
   * what rests: only what was told of the same annotation waits behind that.
   */
  Optional<Kept> next(CampaignId campaign) {
    return sql.first(
        """
        select * from label_studio_annotation a
        where a.campaign = ? and exists (select from label_studio b where b.campaign = a.campaign and b.due <= now())
          and a.due <= now()
          and not exists (select from label_studio_annotation e
            where e.campaign = a.campaign and e.id < a.id
              and (e.due <= now() or e.annotation = a.annotation))
        order by id limit 1 for update skip locked
        """,
        row ->
            new Kept(
                row.getLong("id"),
                new CampaignId(row.getString("campaign")),
                told(row),
                row.getInt("attempts")),
        campaign.value());
  }

  /** Takes what was told for the caller's transaction, unless another gateway has it or had it. */
  boolean take(Kept kept) {
    return sql.first(
            "select from label_studio_annotation where id = ? for update skip locked",
            row -> true,
            kept.id())
        .isPresent();
  }

  /** Lets what was told rest for a while, unless it did meanwhile, and returns whether it does. */
  boolean rest(Kept kept, Duration rest) {
    return sql.update(
            "update label_studio_annotation set attempts = attempts + 1,"
                + " due = now() + make_interval(secs => ?) where id = ? and attempts = ?",
            rest.toMillis() / 1000.0,
            kept.id(),
            kept.attempts())
        == 1;
  }

  private static Told told(ResultSet row) throws SQLException {
    String problem = row.getString("problem");
    if (problem != null) {
      return new Told.Odd(problem);
    }
    String label = row.getString("label");
    long annotation = row.getLong("annotation");
    return label == null
        ? new Told.Gone(annotation)
        : new Told.Chosen(
            annotation,
            row.getLong("task"),
            row.getString("annotator"),
            label,
            row.getBoolean("corrects"));
  }

  /** Forgets what was told, and returns whether it was still there. */
  boolean remove(Kept kept) {
    return sql.update("delete from label_studio_annotation where id = ?", kept.id()) == 1;
  }

  /** Notes which annotation an annotator's answer to a task of ours stands for. */
  void stands(CampaignId campaign, long task, Told.Chosen chosen) {
    sql.update(
        """
        insert into label_studio_answer (campaign, task, annotator, annotation)
        values (?, ?, ?, ?)
        on conflict (campaign, task, annotator) do update set annotation = excluded.annotation
        """,
        campaign.value(),
        task,
        chosen.annotator(),
        chosen.annotation());
  }

  /** The answer that an annotation stood for. */
  record Answer(long task, String annotator) {}

  /** Forgets an annotation, and returns the answer that it stood for, if it did. */
  Optional<Answer> forget(CampaignId campaign, Told.Gone gone) {
    return sql.first(
        "delete from label_studio_answer where campaign = ? and annotation = ?"
            + " returning task, annotator",
        row -> new Answer(row.getLong("task"), row.getString("annotator")),
        campaign.value(),
        gone.annotation());
  }
}
