package io.modicum.gateway.labeling.task;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.campaign.Prediction;
import io.modicum.gateway.campaign.Probabilities;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table {@code suggestion}. */
@ApplicationScoped
public class SuggestionTable {

  private final Sql sql;

  SuggestionTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * Adds a suggestion for each task of a cycle, but for what measures the classifier or confirms
   * labels: people follow what they see.
   */
  void add(CampaignId campaign, int cycle, Probabilities probabilities) {
    record Suggestion(long task, Prediction prediction) {}
    List<Suggestion> made =
        sql.list(
            "select id, image from task where campaign = ? and cycle = ? and purpose = 'training'"
                + " order by image",
            row ->
                new Suggestion(
                    row.getLong("id"), probabilities.prediction(row.getInt("image")).orElseThrow()),
            campaign.value(),
            cycle);
    sql.update(
        "insert into suggestion (task, label, probability)"
            + " select * from unnest(?::bigint[], ?::int[], ?::float8[])",
        made.stream().map(Suggestion::task).toArray(Long[]::new),
        made.stream().map(suggestion -> suggestion.prediction().label()).toArray(Integer[]::new),
        made.stream()
            .map(suggestion -> suggestion.prediction().probability())
            .toArray(Double[]::new));
  }

  Map<Long, Prediction> find(RegisteredCampaign campaign, List<Task> tasks) {
    return sql
        .list(
            """
            select t.id, t.cycle, s.label as suggested, s.probability
            from suggestion s join task t on t.id = s.task where t.id = any(?)
            """,
            row -> Map.entry(row.getLong("id"), read(campaign, row).orElseThrow()),
            (Object) tasks.stream().map(Task::id).toArray(Long[]::new))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Reads the columns {@code suggested} and {@code probability} of a row that has the {@code cycle}
   * of a task; empty where there is no suggestion.
   */
  public static Optional<Prediction> read(RegisteredCampaign campaign, ResultSet row)
      throws SQLException {
    int label = row.getInt("suggested");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new Prediction(
                row.getInt("cycle") - 1,
                label,
                campaign.classes().get(label),
                row.getDouble("probability")));
  }
}
