package io.modicum.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row that cannot be read harms only itself. */
@QuarkusTest
class UnreadableRowsTest extends GatewayTest {

  private static final String CAMPAIGNS = "/api/v1/campaigns";

  @Inject DataSource database;

  @Test
  void whatIsNoNumberIsNotTakenDown() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");

    chain.send(
        new StageProgressed(
            campaign.value(),
            "train",
            0,
            StageProgressed.State.RUNNING,
            40,
            Double.NaN,
            7,
            Double.POSITIVE_INFINITY,
            Map.of("loss", Double.NaN, "accuracy", 0.5)));

    JsonNode stage =
        await(() -> view(campaign).path("stages").path(0), found -> !found.isMissingNode());
    assertThat(stage.path("percent").asDouble()).isEqualTo(40);
    assertThat(stage.path("rate").isNumber()).isTrue();
    assertThat(stage.path("rate").asDouble()).isZero();
    assertThat(stage.path("secondsLeft").asDouble()).isEqualTo(-1);
    assertThat(stage.path("metrics").toString()).isEqualTo("{\"accuracy\":0.5}");
  }

  @Test
  void whatFormerVersionsTookDownIsShownAsFarAsItIsNumbers() throws Exception {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");

    execute(
        """
        insert into stage
          (subject, stage, cycle, state, percent, rate, seconds, seconds_left, metrics)
          values ('%1$s', 'train', 0, 'running', 'NaN', 1, 2, 'Infinity',
            '{"loss": "NaN", "accuracy": 0.5, "note": null, "more": [1]}');
        insert into cycle
          (campaign, cycle, state, images, labels, accuracy, per_class, forecast, traceparent)
          values
          ('%1$s', 0, 'predicted', 2, 2, 0.5, '[{"name": "a", "precision": "NaN", "recall": 1,
            "support": 1}, {"name": "b", "precision": 1, "recall": 1, "support": 1}]',
            '[{"labels": 4, "accuracy": "NaN", "lower": 0, "upper": 1}]', ''),
          ('%1$s', 1, 'predicted', 2, 2, 'NaN', '{"no": "list"}', '7', '')
        """
            .formatted(campaign));

    assertThat(api.get(CAMPAIGNS).status()).isEqualTo(200);
    JsonNode view = view(campaign);
    assertThat(view.path("stages").path(0).path("metrics").toString())
        .isEqualTo("{\"accuracy\":0.5}");
    assertThat(view.path("stages").path(0).path("percent").asDouble()).isZero();
    assertThat(view.path("curve")).hasSize(1);
    assertThat(view.path("curve").path(0).path("perClass")).hasSize(1);
    assertThat(view.path("forecast")).isEmpty();
  }

  @Test
  void aDatasetOfALayoutThatIsUnknownHereIsShown() throws Exception {
    DatasetId dataset = readyDataset();

    execute("update dataset set format = 'OF_TOMORROW' where id = '%s'".formatted(dataset));

    JsonNode shown = api.get("/api/v1/datasets/" + dataset).json();
    assertThat(shown.path("format").asText()).isEqualTo("of-tomorrow");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          campaigns | id | update campaign set specification = '{"budgets": "none"}' where id = '%s'
          datasets  | id | update dataset set classes = '{}' where id = '%2$s'
          """)
  void isLeftOutOfItsListAlone(String list, String id, String spoil) throws Exception {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2']");
    String path = "/api/v1/" + list;
    List<String> before = api.get(path + "?limit=200").json().path("items").findValuesAsText(id);
    try {

      execute(spoil.formatted(campaign, dataset));

      Api.Answer after = api.get(path + "?limit=200");
      assertThat(after.status()).isEqualTo(200);
      assertThat(after.json().path("items").findValuesAsText(id))
          .isNotEmpty()
          .hasSizeLessThan(before.size());
      assertThat(api.get(path + "?limit=1").json().has("next")).isTrue();
    } finally {
      execute("delete from campaign where id = '" + campaign + "'");
      execute("delete from dataset where id = '" + dataset + "'");
    }
  }

  @Test
  void hidesNoWebhookOrBackbone() throws Exception {
    execute(
        """
        insert into webhook (url, events, active, secret)
          values ('https://example.org', '{of-tomorrow}', false, 'x');
        insert into backbone (id, name, output, mean, standard_deviation, state)
          values ('unreadable', 'x', '', '["NaN"]', '[]', 'ready')
        """);
    try {

      int webhooks = api.get("/api/v1/webhooks").status();
      int backbones = api.get("/api/v1/backbones").status();

      assertThat(List.of(webhooks, backbones)).containsOnly(200);
    } finally {
      execute("delete from webhook where 'of-tomorrow' = any(events)");
      execute("delete from backbone where id = 'unreadable'");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
