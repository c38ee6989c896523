package io.modicum.gateway.campaign;

import static java.util.stream.Collectors.toMap;

import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** The rows of the table {@code task} that are of evaluation samples. */
@ApplicationScoped
class EvaluationTable {

  private final Sql sql;

  EvaluationTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * How far a sample is.
   *
   * @param labelled images that have a label
   * @param leftOut images that will have none, since nobody could tell their class
   */
  record Answered(int labelled, int leftOut) {

    static final Answered NOTHING = new Answered(0, 0);
  }

  /** Returns how far the samples are, by campaign; a sample that nobody has begun is left out. */
  Map<String, Answered> answered(List<RegisteredCampaign> campaigns) {
    String[] sampled =
        campaigns.stream()
            .filter(campaign -> campaign.specification().evaluation().size() > 0)
            .map(campaign -> campaign.id().value())
            .toArray(String[]::new);
    return sampled.length == 0
        ? Map.of()
        : sql
            .list(
                "select campaign, count(*) filter (where state = 'decided') as labelled,"
                    + " count(*) filter (where state = 'left-out') as left_out"
                    + " from task where campaign = any(?) and purpose = 'evaluation'"
                    + " and state in ('decided', 'left-out') group by campaign",
                row ->
                    Map.entry(
                        row.getString("campaign"),
                        new Answered(row.getInt("labelled"), row.getInt("left_out"))),
                (Object) sampled)
            .stream()
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
