package io.modicum.gateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One event that cannot be sent does not hold back the others. */
@QuarkusTest
class OutboxTest extends GatewayTest {

  /** More than a broker takes in one record. */
  private static final int TOO_LARGE = 2_000_000;

  @Inject DataSource database;

  @Inject OutboxFiller outbox;

  @ParameterizedTest
  @ValueSource(strings = {"campaign-started", "no-topic", "labels-completed"})
  void whatCanNeverBeSentLeavesForItsCampaignAndTheNextIsSent(String topic) throws Exception {
    DatasetId dataset = readyDataset();
    CampaignId bad = campaign(dataset, "'budgets': ['2']");
    CampaignId good = new CampaignId("after-" + bad);
    String payload =
        "{\"campaign\":\"%s\",\"dataset\":\"%s\",\"mode\":\"from-scratch\",\"specification\":\"%s\"}"
            .formatted(bad, dataset, "x".repeat(topic.equals("campaign-started") ? TOO_LARGE : 1));

    outbox.withoutSending(
        () -> {
          insert(topic, bad, payload);
          outbox.commit(good, 2);
        });

    List<CampaignStarted> sent =
        chain.hear(CampaignStarted.class, 2, event -> event.campaign().equals(good));
    assertThat(sent).extracting(CampaignStarted::specification).containsExactly("0 of 2", "1 of 2");
    await(outbox::depth, depth -> depth == 0);
    assertThat(state(view(bad))).isEqualTo("failed");
    assertThat(view(bad).path("failure").path("stage").asText()).isEqualTo("announce");
    assertThat(view(bad).path("failure").path("reason").asText())
        .startsWith("an event could not be sent");
    assertThat(metrics()).containsPattern("modicum_stage_failures_total\\{.*announce.*} [1-9]");
  }

  private void insert(String topic, CampaignId key, String payload) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "insert into outbox (topic, key, event_type, payload, traceparent)"
                    + " values (?, ?, '', ?, '')")) {
      statement.setString(1, topic);
      statement.setString(2, key.value());
      statement.setString(3, payload);
      statement.executeUpdate();
    } catch (java.sql.SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
