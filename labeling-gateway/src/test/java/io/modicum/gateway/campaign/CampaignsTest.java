package io.modicum.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.Preset;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
class CampaignsTest extends GatewayTest {

  private static final String ASKING_PEOPLE =
      "'name': 'Fruit I', 'acquisition': 'margin', 'budgets': ['2', '50%'], 'seed': 5";

  @Inject DataSource database;

  @Test
  void writesTheWholeSpecificationAndAnnouncesTheStart() {
    DatasetId dataset = readyDataset();

    CampaignId id = campaign(dataset, ASKING_PEOPLE);

    CampaignStarted started =
        chain.hear(CampaignStarted.class, 1, event -> event.campaign().equals(id)).get(0);
    assertThat(started.mode()).isEqualTo(Mode.SELF_SUPERVISED);
    CampaignSpecification written =
        Json.read(
            started.specification(),
            store.get(started.specification()),
            CampaignSpecification.class);
    assertThat(written.acquisition()).isEqualTo(AcquisitionSettings.of("margin"));
    assertThat(written.labelsPerCycle(POOL)).containsExactly(2, 6);
    assertThat(new String(store.get(started.specification()), StandardCharsets.UTF_8))
        .contains("\"epochs\"", "\"stem\"", "\"labelsPerImage\"");
    assertThat(id.value()).startsWith("fruit-i-");
    assertThat(api.get("/api/v1/campaigns").json().path("items"))
        .extracting(campaign -> campaign.path("id").asText())
        .contains(id.value());
  }

  @Test
  void fillsWhatIsNotSaidFromThePresetThatIsNamed() {
    CampaignId id =
        campaign(
            readyDataset(),
            "'budgets': ['2'], 'preset': 'simsiam-cifar', 'pretraining': {'epochs': 200},"
                + " 'supervised': {'steps': 5}");

    String key = ObjectKeys.specification(id);
    CampaignSpecification written = Json.read(key, store.get(key), CampaignSpecification.class);
    assertThat(written.backbone()).isEqualTo(Preset.SIMSIAM_CIFAR.backbone());
    assertThat(written.pretraining().epochs()).isEqualTo(200);
    assertThat(written.pretraining().learningRate()).isEqualTo(0.03);
    assertThat(written.supervised().steps()).isEqualTo(5);
    assertThat(written.supervised().batch()).isEqualTo(128);
  }

  @Test
  void writesOutWhatIsNotSetOfTheAcquisitionFunction() {
    CampaignId id =
        campaign(
            readyDataset(),
            "'budgets': ['2'], 'initial': 'cover', 'acquisition': {'function': 'cover',"
                + " 'balance': true, 'excluded': [5]}, 'stop': {'targetAccuracy': 0.9}");

    String key = ObjectKeys.specification(id);
    CampaignSpecification written = Json.read(key, store.get(key), CampaignSpecification.class);
    assertThat(written.acquisition())
        .isEqualTo(
            new AcquisitionSettings(
                "cover", Map.of("share", 0.5), true, 0, OptionalDouble.empty(), List.of(5), 1));
    assertThat(written.stop().targetAccuracy()).hasValue(0.9);
    assertThat(view(id).path("specification").path("acquisition").path("settings").toString())
        .isEqualTo("{\"share\":0.5}");
  }

  @Test
  void listsTheAcquisitionFunctionsThatArePublished() {
    JsonNode listed = api.get("/api/v1/acquisition-functions").json();

    assertThat(listed.path("standard").asText()).isEqualTo("adaptive");
    assertThat(listed.path("functions"))
        .extracting(
            function -> function.path("name").asText(),
            function -> function.path("canStart").asBoolean())
        .containsExactly(
            tuple("adaptive", true),
            tuple("class-balanced", true),
            tuple("cover", true),
            tuple("margin", false),
            tuple("random", true));
    JsonNode setting = listed.path("functions").path(2).path("settings").path(1);
    assertThat(setting.path("name").asText()).isEqualTo("share");
    assertThat(setting.path("standard").asDouble()).isEqualTo(0.5);
    assertThat(setting.path("summary").asText()).isEqualTo("how many it wants");
  }

  @Test
  void asksForAnAcquisitionServiceWhereNoneHasPublished() {
    DatasetId dataset = readyDataset();
    store.delete(ObjectKeys.acquisitionFunctions());

    Api.Answer refused =
        await(
            () -> api.post("/api/v1/campaigns", "{'dataset': '" + dataset + "', 'budgets': ['2']}"),
            answer -> answer.status() == 503);

    assertThat(refused.json().path("detail").asText())
        .startsWith("no acquisition-service has published its functions yet; start one");
  }

  @Test
  void givesTheFinishedClassifierOnceThereIsOne() {
    CampaignId id = campaign(readyDataset(), ASKING_PEOPLE);
    String address = "/api/v1/campaigns/" + id + "/model";
    assertThat(api.get(address).status()).isEqualTo(409);

    store.put(ObjectKeys.model(id), new byte[] {1, 2, 3}, "application/octet-stream");

    assertThat(api.get(address).bytes()).containsExactly(1, 2, 3);
  }

  @Test
  void followsStagesAndDrawsTheCurveToItsEnd() {
    DatasetId dataset = readyDataset();
    CampaignId id = campaign(dataset, ASKING_PEOPLE);

    chain.send(progress(id, StageProgressed.State.RUNNING, 40));
    await(() -> stage(id, "pretrain"), stage -> stage.path("percent").asDouble() == 40);
    chain.send(progress(id, StageProgressed.State.COMPUTED, 100));
    chain.send(progress(id, StageProgressed.State.RUNNING, 70));
    predict(id, dataset, 0, 2, 0.5);
    await(() -> view(id), view -> view.path("curve").size() == 1);
    predict(id, dataset, 1, 6, 0.75);
    chain.send(new CampaignCompleted(id, 1, 6, OptionalDouble.of(0.75), "budget spent"));

    JsonNode ended = await(() -> view(id), view -> state(view).equals("completed"));
    assertThat(ended.path("outcome").asText()).isEqualTo("budget spent");
    assertThat(ended.path("curve"))
        .extracting(
            point -> point.path("labels").asInt(), point -> point.path("accuracy").asDouble())
        .containsExactly(tuple(2, 0.5), tuple(6, 0.75));
    assertThat(ended.path("curve").path(0).path("perClass").path(0).path("name").asText())
        .isEqualTo("apple");
    assertThat(stage(id, "pretrain").path("state").asText())
        .as("progress that arrives late")
        .isEqualTo("computed");
  }

  @Test
  void expectsOfTheBudgetsToComeWhatThreeCyclesLetItExpect() {
    DatasetId dataset = readyDataset();
    CampaignId id = campaign(dataset, "'budgets': ['1', '2', '4', '6', '12']");
    predict(id, dataset, 0, 1, 0.25);
    predict(id, dataset, 1, 2, 0.5);
    await(() -> view(id), view -> view.path("curve").size() == 2);
    assertThat(view(id).path("forecast")).isEmpty();

    predict(id, dataset, 2, 4, 0.625);

    JsonNode forecast =
        await(() -> view(id), view -> view.path("curve").size() == 3).path("forecast");
    assertThat(forecast).extracting(point -> point.path("labels").asInt()).containsExactly(6, 12);
    for (JsonNode point : forecast) {
      assertThat(point.path("accuracy").asDouble())
          .isGreaterThan(0.5)
          .isBetween(point.path("lower").asDouble(), point.path("upper").asDouble());
    }
  }

  @Test
  @Timeout(60)
  void streamsHowFarACampaignIsUntilItEnds() {
    CampaignId id = campaign(readyDataset(), ASKING_PEOPLE);
    try (Stream<JsonNode> events = api.events("/api/v1/campaigns/" + id + "/events")) {
      Iterator<JsonNode> told = events.iterator();
      assertThat(state(told.next())).isEqualTo("running");

      chain.send(new CampaignCompleted(id, 1, 6, OptionalDouble.of(0.75), "budget spent"));

      JsonNode next = told.next();
      assertThat(state(next)).isEqualTo("completed");
      assertThat(next).isEqualTo(view(id));
    }
  }

  @Test
  void failsWithTheStagesReasonAndGoesOnAfterARetry() {
    DatasetId dataset = readyDataset();
    CampaignId id = campaign(dataset, ASKING_PEOPLE);
    CampaignStarted lost =
        chain.hear(CampaignStarted.class, 1, event -> event.campaign().equals(id)).get(0);
    chain.send(progress(id, StageProgressed.State.RUNNING, 40));
    chain.send(failure(id, lost));
    JsonNode failed = await(() -> view(id), view -> state(view).equals("failed"));
    assertThat(failed.path("failure").path("reason").asText())
        .isEqualTo("object store does not answer");

    JsonNode retried = api.send("POST", "/api/v1/campaigns/" + id + "/retry").json();

    assertThat(state(retried)).isEqualTo("running");
    assertThat(retried.has("failure")).isFalse();
    assertThat(chain.hear(CampaignStarted.class, 2, event -> event.campaign().equals(id)))
        .containsExactly(lost, lost);
    assertThat(api.send("POST", "/api/v1/campaigns/" + id + "/retry").status()).isEqualTo(409);
  }

  @Test
  void showsNoStageThatFailedAsRunningUntilItBeginsAnew() {
    CampaignId id = campaign(readyDataset(), ASKING_PEOPLE);
    CampaignStarted lost =
        chain.hear(CampaignStarted.class, 1, event -> event.campaign().equals(id)).get(0);
    chain.send(failure(id, lost));
    await(() -> view(id), view -> state(view).equals("failed"));

    chain.send(progress(id, StageProgressed.State.RUNNING, 70));
    chain.send(
        new StageProgressed(
            id.value(), "embed", 0, StageProgressed.State.RUNNING, 10, 100, 1, 9, Map.of()));

    await(() -> stage(id, "embed"), stage -> !stage.isMissingNode());
    assertThat(stage(id, "pretrain")).as("progress that arrives late").isEmpty();
    chain.send(
        new StageProgressed(
            id.value(), "pretrain", -1, StageProgressed.State.RUNNING, 0, 0, 0, -1, Map.of()));
    chain.send(progress(id, StageProgressed.State.RUNNING, 5));
    await(() -> stage(id, "pretrain"), stage -> stage.path("percent").asDouble() == 5);
  }

  @Test
  void showsThatAStageWaitsAndKeepsItAsTheReleaseBeforeReadsIt() throws Exception {
    CampaignId id = campaign(readyDataset(), ASKING_PEOPLE);

    chain.send(
        new StageProgressed(
            id.value(),
            "pretrain",
            -1,
            StageProgressed.State.RUNNING,
            0,
            0,
            0,
            -1,
            Map.of(StageProgressed.AHEAD, 2.0)));

    JsonNode waits = await(() -> stage(id, "pretrain"), stage -> !stage.isMissingNode());
    assertThat(waits.path("state").asText()).isEqualTo("waiting");
    assertThat(waits.path("metrics").path("ahead").asInt()).isEqualTo(2);
    assertThat(storedState(id)).isEqualTo("running");
    String byTheReleaseBefore = "update stage set percent = 5, seconds = 1 where subject = '%s'";
    execute(byTheReleaseBefore.formatted(id));
    assertThat(stage(id, "pretrain").path("state").asText()).isEqualTo("running");
  }

  @Test
  void putsGarbageIntoTheDeadLetterTopicAndGoesOn() {
    DatasetId dataset = readyDataset();
    CampaignId id = campaign(dataset, ASKING_PEOPLE);
    for (String topic :
        List.of("labels-requested", "predictions-ready", "stage-progressed", "stage-failed")) {
      byte[] garbage = ("garbage " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);

      chain.send(topic, id.value(), garbage);

      chain.values(topic + ".dlq", 1, value -> Arrays.equals(value, garbage));
    }
    request(id, dataset, 0, 3, 4);
    await(() -> view(id), view -> state(view).equals("waiting-for-labels"));
    chain.send(progress(id, StageProgressed.State.COMPUTED, 100));
    await(() -> stage(id, "pretrain"), stage -> stage.path("state").asText().equals("computed"));
  }

  private String storedState(CampaignId id) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select state from stage where subject = '" + id + "'")) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static StageFailed failure(CampaignId id, CampaignStarted lost) {
    return new StageFailed(
        id.value(),
        "pretrain",
        -1,
        false,
        "object store does not answer",
        "campaign-started",
        new String(Json.bytes(lost), StandardCharsets.UTF_8));
  }

  private static StageProgressed progress(
      CampaignId id, StageProgressed.State state, double percent) {
    return new StageProgressed(
        id.value(), "pretrain", -1, state, percent, 100, 1.5, 2.5, Map.of("loss", -0.5));
  }

  private JsonNode stage(CampaignId id, String name) {
    for (JsonNode stage : view(id).path("stages")) {
      if (stage.path("stage").asText().equals(name)) {
        return stage;
      }
    }
    return MissingNode.getInstance();
  }

  private void predict(CampaignId id, DatasetId dataset, int cycle, int labels, double accuracy) {
    request(id, dataset, cycle, cycle);
    await(() -> view(id).path("tasks").path("open").asInt(), open -> open == cycle + 1);
    predicted(id, dataset, cycle, labels, accuracy);
  }
}
