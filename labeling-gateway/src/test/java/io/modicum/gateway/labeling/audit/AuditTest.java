package io.modicum.gateway.labeling.audit;

import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditTest extends GatewayTest {

  @Inject DataSource database;

  @Test
  void tellsWhoSaidWhatFromWhereAndWhatItReplaced() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['2']", 7, 2);
    Labeller ada = labeller("ada", campaign);
    long task = tasks(ada.lease(1)).get(0);
    ada.skip(task, "blurred");
    ada.answer(task, "pear");
    ada.correct(task, "plum");
    reviewer(campaign).decide(task, "apple");

    JsonNode entries = audit(campaign, "");

    assertThat(entries)
        .extracting(
            entry -> entry.path("kind").asText(),
            entry -> entry.path("actor").asText(),
            entry -> entry.path("label").asText())
        .containsExactly(
            tuple("skipped", "ada", ""),
            tuple("answered", "ada", "pear"),
            tuple("decided", "majority", "pear"),
            tuple("corrected", "ada", "plum"),
            tuple("decided", "majority", "plum"),
            tuple("reviewed", "rex", "apple"));
    Map<String, Long> ids = new HashMap<>();
    entries.forEach(entry -> ids.put(entry.path("kind").asText(), entry.path("id").asLong()));
    assertThat(entries.path(1).path("replaces").asLong()).isEqualTo(ids.get("skipped"));
    assertThat(entries.path(3).path("replaces").asLong()).isEqualTo(ids.get("answered"));
    assertThat(entries.path(0).path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(entries.path(0).path("agent").asText()).contains("Java");
    JsonNode page = api.get("/api/v1/campaigns/" + campaign + "/audit?limit=4").json();
    assertThat(audit(campaign, "?cursor=" + page.path("next").asText()))
        .extracting(entry -> entry.path("kind").asText())
        .containsExactly("decided", "reviewed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"update audit set actor = 'eve'", "delete from audit", "truncate audit"})
  void theDatabaseLetsNobodyChangeTheAudit(String change) throws SQLException {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['1']", 7);
    Labeller ada = labeller("ada", campaign);
    ada.skip(tasks(ada.lease(1)).get(0), "blurred");

    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(change))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("audit is only ever added to");
    }
    assertThat(audit(campaign, "")).hasSize(1);
  }

  private JsonNode audit(CampaignId campaign, String query) {
    return api.get("/api/v1/campaigns/" + campaign + "/audit" + query).json().path("items");
  }
}
