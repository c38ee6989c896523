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

  /** Returns how many images of its sample are labelled, by campaign; none where none is. */
  Map<String, Integer> labelled(List<RegisteredCampaign> campaigns) {
    String[] sampled =
        campaigns.stream()
            .filter(campaign -> campaign.specification().evaluation().size() > 0)
            .map(campaign -> campaign.id().value())
            .toArray(String[]::new);
    return sampled.length == 0
        ? Map.of()
        : sql
            .list(
                "select campaign, count(*) from task where campaign = any(?)"
                    + " and purpose = 'evaluation' and state = 'decided' group by campaign",
                row -> Map.entry(row.getString(1), row.getInt(2)),
                (Object) sampled)
            .stream()
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
