package io.modicum.gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadLettersTest extends GatewayTest {

  private static final String LETTERS = "/api/v1/dead-letters";
  private static final String OF_REQUESTS = "?topic=labels-requested";

  @Inject DataSource database;

  @Test
  void aCampaignGoesOnAfterItsCauseIsRepairedAndItsRecordRedriven() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2']");
    String selection = ObjectKeys.selection(campaign, 0);
    chain.send(new LabelsRequested(campaign, dataset, 0, selection, 2));
    await(() -> view(campaign), view -> state(view).equals("failed"));
    JsonNode letter = await(() -> letterOf(campaign), found -> !found.isMissingNode());
    assertThat(letter.path("topic").asText()).isEqualTo("labels-requested.dlq");
    assertThat(letter.path("reason").asText()).contains(selection, "no such object");

    select(campaign, 0, 1, 2);
    Api.Answer redriven = api.post(LETTERS + "/redrive" + OF_REQUESTS, "");

    assertThat(redriven.json().path("redriven").asInt()).isPositive();
    await(() -> view(campaign), view -> view.path("tasks").path("open").asInt() == 2);
    assertThat(state(view(campaign))).isEqualTo("waiting-for-labels");
    assertThat(letterOf(campaign)).isEmpty();
  }

  @Test
  void whatIsDiscardedIsNotRedriven() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");
    chain.send("labels-requested", campaign.value(), "garbage".getBytes(StandardCharsets.UTF_8));
    await(() -> letterOf(campaign), found -> !found.isMissingNode());
    await(
        this::metrics,
        metrics ->
            metrics.matches(
                "(?s).*modicum_dead_letters\\{topic=\"labels-requested.dlq\"} [1-9].*"));

    Api.Answer discarded = api.send("DELETE", LETTERS + OF_REQUESTS);

    assertThat(discarded.json().path("discarded").asInt()).isPositive();
    assertThat(letterOf(campaign)).isEmpty();
    assertThat(api.post(LETTERS + "/redrive" + OF_REQUESTS, "").json().path("redriven").asInt())
        .isZero();
    await(
        this::metrics,
        metrics -> metrics.contains("modicum_dead_letters{topic=\"labels-requested.dlq\"} 0"));
  }

  @Test
  void whatHasNoValueBlocksNothingBehindIt() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2']");
    chain.send("labels-requested.dlq", campaign.value(), null);
    String selection = ObjectKeys.selection(campaign, 0);
    chain.send(new LabelsRequested(campaign, dataset, 0, selection, 2));
    await(() -> view(campaign), view -> state(view).equals("failed"));
    await(() -> letters(campaign), letters -> letters == 2);
    select(campaign, 0, 1, 2);

    Api.Answer redriven = api.post(LETTERS + "/redrive" + OF_REQUESTS, "");

    assertThat(redriven.status()).isEqualTo(200);
    assertThat(redriven.json().path("discarded").asInt()).isEqualTo(1);
    assertThat(redriven.json().path("redriven").asInt()).isPositive();
    await(() -> view(campaign), view -> view.path("tasks").path("open").asInt() == 2);
    assertThat(letterOf(campaign)).isEmpty();
  }

  @Test
  void whatNoBrokerTakesBlocksNothingBehindIt() throws Exception {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2']");
    chain.send("labels-requested.dlq", campaign.value(), new byte[30_000]);
    String selection = ObjectKeys.selection(campaign, 0);
    chain.send(new LabelsRequested(campaign, dataset, 0, selection, 2));
    await(() -> letters(campaign), letters -> letters == 2);
    select(campaign, 0, 1, 2);
    limitRequests("20000", AlterConfigOp.OpType.SET);
    try {

      await(
          () -> api.post(LETTERS + "/redrive" + OF_REQUESTS, "").json().path("discarded").asInt(),
          discarded -> discarded == 1);

      await(() -> view(campaign), view -> view.path("tasks").path("open").asInt() == 2);
      assertThat(letterOf(campaign)).isEmpty();
    } finally {
      limitRequests("", AlterConfigOp.OpType.DELETE);
    }
  }

  /** Changes how many bytes a record of the topic may have. */
  private void limitRequests(String bytes, AlterConfigOp.OpType change) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, "labels-requested"),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes), change))))
          .all()
          .get();
    }
  }

  @Test
  void whatWasRedrivenBeforeAFaultIsKnownToBeSo() throws Exception {
    DatasetId dataset = readyDataset();
    CampaignId first = campaign(dataset, "'budgets': ['2']");
    CampaignId second = campaign(dataset, "'budgets': ['2']");
    api.send("DELETE", LETTERS);
    chain.send(new LabelsRequested(first, dataset, 0, ObjectKeys.selection(first, 0), 2));
    chain.send(
        new PredictionsReady(
            second,
            dataset,
            Mode.SELF_SUPERVISED,
            0,
            ObjectKeys.predictions(second, 0),
            2,
            OptionalDouble.of(0.5)));
    await(() -> view(first), view -> state(view).equals("failed"));
    await(() -> view(second), view -> state(view).equals("failed"));
    await(() -> api.get(LETTERS).json().path("waiting").asInt(), waiting -> waiting == 2);
    select(first, 0, 1, 2);
    execute(
        """
        create function refuse_redrive() returns trigger language plpgsql as
          $$ begin raise exception 'not now'; end $$;
        create trigger refuse_redrive before delete on failure for each row
          when (old.subject = '%s') execute function refuse_redrive()
        """
            .formatted(second));
    try {

      Api.Answer cut = api.post(LETTERS + "/redrive", "");

      assertThat(cut.status()).isEqualTo(500);
      await(() -> view(first), view -> view.path("tasks").path("open").asInt() == 2);
      assertThat(state(view(first))).isEqualTo("waiting-for-labels");
      assertThat(state(view(second))).isEqualTo("failed");
      assertThat(letterOf(first)).isEmpty();
    } finally {
      execute("drop trigger refuse_redrive on failure; drop function refuse_redrive");
      api.send("DELETE", LETTERS);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long letters(CampaignId campaign) {
    JsonNode oldest = api.get(LETTERS + OF_REQUESTS).json().path("oldest");
    return StreamSupport.stream(oldest.spliterator(), false)
        .filter(letter -> letter.path("key").asText().equals(campaign.value()))
        .count();
  }

  @Test
  void anUnknownTopicIsNamed() {
    assertThat(api.get(LETTERS + "?topic=nonsense").json().path("detail").asText())
        .isEqualTo("topic: 'nonsense' is not a known topic");
  }

  private JsonNode letterOf(CampaignId campaign) {
    JsonNode oldest = api.get(LETTERS + OF_REQUESTS).json().path("oldest");
    return StreamSupport.stream(oldest.spliterator(), false)
        .filter(letter -> letter.path("key").asText().equals(campaign.value()))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
