package io.modicum.gateway.labeling.annotator;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the table {@code answer} tells of a whole campaign. */
@ApplicationScoped
public class AnswerTable {

  /** Who answered a task {@code t}, in order, and then the reviewer who decided it, as an array. */
  public static final String ANNOTATORS =
      """
      array(select a.annotator from answer a where a.task = t.id and a.label is not null
        order by a.entry) || array_remove(array[t.reviewer], null)
      """;

  private static final String REPORTS =
      """
      with said as (
        select a.annotator,
          count(*) filter (where t.gold is null and a.label is not null) as answered,
          count(*) filter (where a.label is null) as skipped,
          count(*) filter (where t.state = 'decided' and a.label is not null) as decided,
          count(*) filter (where t.state = 'decided' and a.label = t.label) as agreeing,
          count(*) filter (where t.gold is not null and a.label is not null) as gold,
          count(*) filter (where a.label = t.gold) as gold_right,
          max(a.entry) as last
        from answer a join task t on t.id = a.task where t.campaign = ? group by a.annotator),
      held as (
        select annotator, count(*) as leased from lease where campaign = ? group by annotator),
      corrected as (
        select actor as annotator, count(*) as corrected from audit
        where campaign = ? and kind = 'corrected' group by actor)
      select *, (select at from audit where id = last) as last_at
      from said full join held using (annotator) left join corrected using (annotator)
      order by annotator
      """;

  private final Sql sql;

  AnswerTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * Returns all answers of a campaign that stand; known are gold questions and what a reviewer
   * decided.
   */
  public Answers read(CampaignId campaign) {
    return answers(campaign, "");
  }

  /** Returns the answers of a campaign, those to gold questions apart. */
  Answers ofImages(CampaignId campaign) {
    return answers(campaign, "and t.gold is null");
  }

  private Answers answers(CampaignId campaign, String condition) {
    Answers answers = new Answers();
    sql.list(
        """
        select a.task, a.annotator, a.label,
          coalesce(t.gold, case when t.reviewer is not null then t.label end) as known
        from answer a join task t on t.id = a.task
        where t.campaign = ? and a.label is not null %s order by a.annotator, a.entry
        """
            .formatted(condition),
        row -> {
          long task = row.getLong("task");
          answers.add(task, row.getString("annotator"), row.getInt("label"));
          Optional.ofNullable(row.getObject("known", Integer.class))
              .ifPresent(known -> answers.known().put(answers.items().get(task), known));
          return task;
        },
        campaign.value());
    return answers;
  }

  /** Returns what each annotator did, without kappa. */
  List<AnnotatorReport> annotators(CampaignId campaign) {
    return sql.list(
        REPORTS,
        row ->
            new AnnotatorReport(
                row.getString("annotator"),
                row.getInt("answered"),
                row.getInt("skipped"),
                row.getInt("corrected"),
                row.getInt("leased"),
                row.getInt("decided"),
                row.getInt("agreeing"),
                row.getInt("gold"),
                row.getInt("gold_right"),
                OptionalDouble.empty(),
                Optional.ofNullable(row.getTimestamp("last_at")).map(Timestamp::toInstant)),
        campaign.value(),
        campaign.value(),
        campaign.value());
  }
}
