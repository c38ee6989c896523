package io.modicum.gateway.exchange.labelstudio;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
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

  /** A change that waits to be applied. */
  record Pending(long id, CampaignId campaign, AnnotationChange change, int attempts) {}

  void add(CampaignId campaign, AnnotationChange change) {
    if (change instanceof AnnotationChange.Labelled labelled) {
      sql.update(
          "insert into label_studio_annotation"
              + " (campaign, annotation, task, annotator, label, corrects)"
              + " values (?, ?, ?, ?, ?, ?)",
          campaign.value(),
          labelled.annotation(),
          labelled.task(),
          labelled.annotator(),
          labelled.label(),
          labelled.corrects());
    } else if (change instanceof AnnotationChange.Removed removed) {
      sql.update(
          "insert into label_studio_annotation (campaign, annotation) values (?, ?)",
          campaign.value(),
          removed.annotation());
    } else if (change instanceof AnnotationChange.Invalid invalid) {
      sql.update(
          "insert into label_studio_annotation (campaign, problem) values (?, ?)",
          campaign.value(),
          invalid.problem());
    }
  }

  /**
   * Returns a campaign's oldest change if its bridge does not rest, unless another gateway is at
   * it. The changes of a campaign are applied in order, whichever gateway applies them, but for
   * those that rest: behind these wait only later changes of the same annotation.
   */
  Optional<Pending> next(CampaignId campaign) {
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
            new Pending(
                row.getLong("id"),
                new CampaignId(row.getString("campaign")),
                change(row),
                row.getInt("attempts")),
        campaign.value());
  }

  /** Locks a change for the caller's transaction, unless another gateway has it or had it. */
  boolean lock(Pending pending) {
    return sql.first(
            "select from label_studio_annotation where id = ? for update skip locked",
            row -> true,
            pending.id())
        .isPresent();
  }

  /** Lets a change rest for a while, unless it did meanwhile, and returns whether it does. */
  boolean rest(Pending pending, Duration rest) {
    return sql.update(
            "update label_studio_annotation set attempts = attempts + 1,"
                + " due = now() + make_interval(secs => ?) where id = ? and attempts = ?",
            rest.toMillis() / 1000.0,
            pending.id(),
            pending.attempts())
        == 1;
  }

  private static AnnotationChange change(ResultSet row) throws SQLException {
    String problem = row.getString("problem");
    if (problem != null) {
      return new AnnotationChange.Invalid(problem);
    }
    String label = row.getString("label");
    long annotation = row.getLong("annotation");
    return label == null
        ? new AnnotationChange.Removed(annotation)
        : new AnnotationChange.Labelled(
            annotation,
            row.getLong("task"),
            row.getString("annotator"),
            label,
            row.getBoolean("corrects"));
  }

  /** Removes a change, and returns whether it was still there. */
  boolean remove(Pending pending) {
    return sql.update("delete from label_studio_annotation where id = ?", pending.id()) == 1;
  }

  /** Records which annotation an annotator's answer to a task of ours came from. */
  void recordAnswer(CampaignId campaign, long task, AnnotationChange.Labelled labelled) {
    sql.update(
        """
        insert into label_studio_answer (campaign, task, annotator, annotation)
        values (?, ?, ?, ?)
        on conflict (campaign, task, annotator) do update set annotation = excluded.annotation
        """,
        campaign.value(),
        task,
        labelled.annotator(),
        labelled.annotation());
  }

  /** The answer that came from an annotation. */
  record Answer(long task, String annotator) {}

  /** Ends the record of the answer that came from an annotation, and returns it if there is one. */
  Optional<Answer> removeAnswer(CampaignId campaign, AnnotationChange.Removed removed) {
    return sql.first(
        "delete from label_studio_answer where campaign = ? and annotation = ?"
            + " returning task, annotator",
        row -> new Answer(row.getLong("task"), row.getString("annotator")),
        campaign.value(),
        removed.annotation());
  }
}
