package io.modicum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A campaign is labelled in Label Studio, which an HTTP server plays by its documentation. */
@QuarkusTest
class LabelStudioTest extends GatewayTest {

  @Inject DataSource database;

  private LabelStudioServer studio;

  @BeforeEach
  void open() {
    studio = LabelStudioServer.start();
  }

  @AfterEach
  void close() {
    studio.close();
  }

  @Test
  void sendsOpenTasksAndTakesAnnotationsAsAnswers() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2', '4']");
    assertThat(bridge(campaign, LabelStudioServer.TOKEN).status()).isEqualTo(201);

    request(campaign, dataset, 0, 7, 2);
    List<JsonNode> tasks = await(studio::tasks, sent -> sent.size() == 2);
    assertThat(tell(campaign, "ANNOTATION_CREATED", 17, 1, "plum").status()).isEqualTo(202);
    tell(campaign, "ANNOTATION_CREATED", 18, 2, "apple");

    assertThat(tasks)
        .extracting(task -> task.at("/data/modicum_image").asInt())
        .containsExactly(7, 2);
    String image = tasks.get(0).at("/data/image").asText();
    String data = "data:image/png;base64,";
    assertThat(image).startsWith(data);
    assertThat(Base64.getDecoder().decode(image.substring(data.length())))
        .isEqualTo(api.get("/api/v1/datasets/" + dataset + "/images/7").bytes());
    await(() -> view(campaign), view -> view.path("tasks").path("answered").asInt() == 2);
    assertThat(csv(campaign))
        .contains("2,apple,0,1.0,label-studio:1,", "7,plum,0,1.0,label-studio:1,");
    request(campaign, dataset, 1, 4, 5);
    assertThat(await(studio::tasks, sent -> sent.size() == 4)).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsPredictionsWhereAnnotatorsMaySeeThem(boolean seen) {
    DatasetId dataset = readyDataset();
    CampaignId campaign =
        campaign(
            dataset, "'budgets': ['2', '4'], 'annotation': {'suggestions': %s}".formatted(seen));
    predictPlums(campaign, dataset);
    request(campaign, dataset, 1, 7, 2);

    bridge(campaign, LabelStudioServer.TOKEN);

    List<JsonNode> tasks = await(studio::tasks, sent -> sent.size() == 2);
    assertThat(tasks.get(0).at("/predictions/0/result/0/value/choices/0").asText())
        .isEqualTo(seen ? "plum" : "");
    assertThat(tasks.get(0).at("/predictions/0/score").asDouble()).isEqualTo(seen ? 0.5 : 0);
  }

  @Test
  void takesCorrectionsAndWhatIsTakenBack() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['3', '6']");
    bridge(campaign, LabelStudioServer.TOKEN);
    request(campaign, dataset, 0, 7, 2, 9);
    await(studio::tasks, sent -> sent.size() == 3);

    tell(campaign, "ANNOTATION_CREATED", 17, 1, "plum");
    tell(campaign, "ANNOTATION_CREATED", 18, 2, "apple");
    tell(campaign, "ANNOTATION_UPDATED", 17, 1, "pear");
    tellDeleted(campaign, 18);
    await(() -> audit(campaign, "withdrawn"), entries -> entries.size() == 1);

    assertThat(audit(campaign, "corrected"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path("image").asInt()).isEqualTo(7);
              assertThat(entry.path("label").asText()).isEqualTo("pear");
              assertThat(entry.path("actor").asText()).isEqualTo("label-studio:1");
            });
    assertThat(audit(campaign, "withdrawn").get(0).path("image").asInt()).isEqualTo(2);
    assertThat(csv(campaign)).contains("7,pear,0,1.0,label-studio:1,");
    assertThat(view(campaign).path("tasks").path("open").asInt()).isEqualTo(2);
  }

  @Test
  void takesACorrectionOfWhatItNeverHeardOfAsAnAnswerAndASkipForNothing() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['3', '6']");
    bridge(campaign, LabelStudioServer.TOKEN);
    request(campaign, dataset, 0, 7, 2, 9);
    await(studio::tasks, sent -> sent.size() == 3);

    tellDeleted(campaign, 99);
    tell(campaign, "ANNOTATION_UPDATED", 17, 1, "plum");
    tell(campaign, "ANNOTATION_CREATED", 18, 2, "apple");
    tellSkipped(campaign, 18, 2);
    await(() -> audit(campaign, "withdrawn"), entries -> entries.size() == 1);

    assertThat(audit(campaign, "answered"))
        .extracting(entry -> entry.path("image").asInt())
        .containsExactly(7, 2);
    assertThat(audit(campaign, "withdrawn").get(0).path("image").asInt()).isEqualTo(2);
    assertThat(get(campaign).json().path("problem").asText()).isEmpty();
  }

  @Test
  void sendsAgainWhatCouldNotBeSent() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2', '4']");
    bridge(campaign, LabelStudioServer.TOKEN);
    studio.fail(1);

    request(campaign, dataset, 0, 7, 2);
    JsonNode resting =
        await(() -> get(campaign).json(), view -> !view.path("problem").asText().isEmpty());
    assertThat(resting.path("problem").asText()).contains("Label Studio");
    Api.Answer changed =
        api.put(
            address(campaign),
            body(LabelStudioServer.TOKEN),
            "If-Match",
            get(campaign).header("ETag"));

    assertThat(changed.status()).isEqualTo(200);
    await(studio::tasks, sent -> sent.size() == 2);
    JsonNode well = await(() -> get(campaign).json(), view -> view.path("sent").asInt() == 2);
    assertThat(well.path("problem").asText()).isEmpty();
  }

  @Test
  void saysWhichChoiceIsNoClass() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2', '4']");
    bridge(campaign, LabelStudioServer.TOKEN);
    request(campaign, dataset, 0, 7, 2);
    await(studio::tasks, sent -> sent.size() == 2);

    tell(campaign, "ANNOTATION_CREATED", 17, 1, "kiwi");

    assertThat(
            await(() -> get(campaign).json(), view -> !view.path("problem").asText().isEmpty())
                .path("problem")
                .asText())
        .contains("kiwi", "apple, pear, plum");
  }

  @Test
  void passesOverAnnotationsThatAreOddAndTakesThoseBehindThem() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['3', '6']");
    bridge(campaign, LabelStudioServer.TOKEN);
    request(campaign, dataset, 0, 7, 2, 9);
    await(studio::tasks, sent -> sent.size() == 3);
    studio.breakTask(1);

    tell(campaign, "ANNOTATION_CREATED", 17, 1, "plum");
    tell(campaign, "ANNOTATION_CREATED", 18, 99, "plum");
    Api.Answer several =
        api.post(
            address(campaign) + "/events",
            """
            {'action': 'ANNOTATIONS_CREATED', 'annotation': [{'id': 19, 'task': 2, 'result': [%s, %s]},
              'odd', {'id': 20, 'task': 3, 'completed_by': 1, 'result': [%s]}]}
            """
                .formatted(choice("plum"), choice("pear"), choice("apple")));

    assertThat(several.status()).isEqualTo(202);
    await(() -> csv(campaign), labels -> labels.contains("9,apple,0,1.0,label-studio:1,"));
    JsonNode view = get(campaign).json();
    assertThat(view.path("passedOver").asInt()).isEqualTo(3);
    assertThat(view.path("lastPassedOver").asText()).contains("without a number");
    assertThat(metrics()).contains("modicum_label_studio_passed_over_total{kind=\"annotation\"");
  }

  @Test
  void passesOverTasksThatTheProjectRefusesUntilTheBridgeIsChanged() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['5', '6']");
    bridge(campaign, LabelStudioServer.TOKEN);
    studio.refuse(2);

    request(campaign, dataset, 0, 7, 2, 9, 4, 5);
    JsonNode view = await(() -> get(campaign).json(), found -> found.path("sent").asInt() == 4);

    assertThat(studio.tasks())
        .extracting(task -> task.at("/data/modicum_image").asInt())
        .containsExactlyInAnyOrder(7, 9, 4, 5);
    assertThat(view.path("passedOver").asInt()).isEqualTo(1);
    assertThat(view.path("lastPassedOver").asText()).contains("400", "Error at item 0");
    studio.refuseNoMore();
    api.put(
        address(campaign), body(LabelStudioServer.TOKEN), "If-Match", get(campaign).header("ETag"));
    await(studio::tasks, sent -> sent.size() == 5);
    await(() -> get(campaign).json(), found -> found.path("passedOver").asInt() == 0);
  }

  @Test
  void aProjectThatDoesNotAnswerKeepsNoOtherWaiting() {
    DatasetId dataset = readyDataset();
    CampaignId hanging = campaign(dataset, "'budgets': ['2', '4']");
    bridge(hanging, LabelStudioServer.TOKEN);
    request(hanging, dataset, 0, 7, 2);
    await(studio::tasks, sent -> sent.size() == 2);
    studio.hold();
    tell(hanging, "ANNOTATION_CREATED", 17, 1, "plum");
    await(studio::held, held -> held == 1);
    try (LabelStudioServer working = LabelStudioServer.start()) {
      CampaignId campaign = campaign(dataset, "'budgets': ['2', '4']");

      bridge(working, campaign, LabelStudioServer.TOKEN);
      request(campaign, dataset, 0, 4, 5);
      await(working::tasks, sent -> sent.size() == 2);
      tell(campaign, "ANNOTATION_CREATED", 17, 1, "pear");

      await(() -> csv(campaign), labels -> labels.contains("4,pear,0,1.0,label-studio:1,"));
      assertThat(get(hanging).json().path("problem").asText()).as("nothing has failed").isEmpty();
    }
    studio.release();
    await(() -> csv(hanging), labels -> labels.contains("7,plum,0,1.0,label-studio:1,"));
  }

  @Test
  void takesNoteOfAnnotationsWhileTheProjectTakesTasks() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2', '4']");
    bridge(campaign, LabelStudioServer.TOKEN);
    studio.hold();
    request(campaign, dataset, 0, 7, 2);
    await(studio::held, held -> held == 1);

    Api.Answer told = tell(campaign, "ANNOTATION_CREATED", 17, 1, "plum");

    assertThat(told.status()).isEqualTo(202);
    assertThat(get(campaign).json().path("problem").asText()).as("nothing has failed").isEmpty();
    studio.release();
    await(() -> csv(campaign), labels -> labels.contains("7,plum,0,1.0,label-studio:1,"));
  }

  @Test
  void isBridgedAgainInTheOrderThatLabellingLocksTasksIn() throws Exception {
    DatasetId dataset = readyDataset();
    CampaignId campaign = waiting(dataset, "'budgets': ['2', '4']", 7, 2);
    String first = "(select min(id) from task where campaign = '%s')".formatted(campaign);
    String last = first.replace("min", "max");
    try (Connection labelling = database.getConnection();
        Statement statement = labelling.createStatement()) {
      statement.execute("update task set bridged = true where id = " + last);
      statement.execute("update task set bridged = true where id = " + first);
      labelling.setAutoCommit(false);
      statement.execute("select from task where id = " + first + " for no key update");

      CompletableFuture<Api.Answer> bridged =
          CompletableFuture.supplyAsync(() -> bridge(campaign, LabelStudioServer.TOKEN));
      await(() -> waitsForALock(), waits -> waits);
      statement.execute("select from task where id = " + last + " for no key update");
      labelling.rollback();
      labelling.setAutoCommit(true);

      assertThat(bridged.get().status()).isEqualTo(201);
    }
  }

  /** Returns whether a transaction waits for one that locked a task. */
  private boolean waitsForALock() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and query like '%set bridged = false%'")) {
      return rows.next();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void takesTheChoiceNamedLabelAmongOthers() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2', '4']");
    bridge(campaign, LabelStudioServer.TOKEN);
    request(campaign, dataset, 0, 7, 2);
    await(studio::tasks, sent -> sent.size() == 2);

    tell(
        campaign,
        "ANNOTATION_CREATED",
        17,
        1,
        "[" + choice("pear").replace("label", "quality") + ", " + choice("plum") + "]",
        false);

    assertThat(await(() -> csv(campaign), labels -> labels.lines().count() == 2))
        .contains("7,plum,0,1.0,label-studio:1,");
  }

  @Test
  void refusesAProjectWhoseChoicesAreNamedOtherwise() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");
    studio.nameChoices("quality");

    Api.Answer refused = bridge(campaign, LabelStudioServer.TOKEN);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText()).contains("Choices", "label", "quality");
  }

  private static String choice(String name) {
    return "{'value': {'choices': ['%s']}, 'id': 'WArqkkifYE', 'from_name': 'label',"
            .formatted(name)
        + " 'to_name': 'image', 'type': 'choices'}";
  }

  @Test
  void refusesAProjectThatCannotBeUsed() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");

    Api.Answer refused = bridge(campaign, "wrong");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText())
        .contains("401", "check url, project and token");
    assertThat(get(campaign).status()).isEqualTo(404);
  }

  @Test
  void isChangedOnlyByWhoKnowsItAndCanEnd() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");
    Api.Answer made = bridge(campaign, LabelStudioServer.TOKEN);

    assertThat(bridge(campaign, LabelStudioServer.TOKEN).status()).isEqualTo(428);
    assertThat(new String(made.bytes(), StandardCharsets.UTF_8))
        .doesNotContain(LabelStudioServer.TOKEN);
    assertThat(api.send("DELETE", address(campaign)).status()).isEqualTo(204);
    assertThat(get(campaign).status()).isEqualTo(404);
  }

  private static String address(CampaignId campaign) {
    return "/api/v1/campaigns/" + campaign + "/label-studio";
  }

  private String body(String token) {
    return body(studio, token);
  }

  private static String body(LabelStudioServer studio, String token) {
    return String.format(
        Locale.ROOT,
        "{'url': '%s', 'project': %d, 'token': '%s'}",
        studio.url(),
        LabelStudioServer.PROJECT,
        token);
  }

  private Api.Answer bridge(CampaignId campaign, String token) {
    return bridge(studio, campaign, token);
  }

  private Api.Answer bridge(LabelStudioServer studio, CampaignId campaign, String token) {
    return api.put(address(campaign), body(studio, token));
  }

  private Api.Answer get(CampaignId campaign) {
    return api.get(address(campaign));
  }

  private String csv(CampaignId campaign) {
    return new String(
        api.get("/api/v1/campaigns/" + campaign + "/export").bytes(), StandardCharsets.UTF_8);
  }

  private List<JsonNode> audit(CampaignId campaign, String kind) {
    List<JsonNode> entries = new ArrayList<>();
    api.get("/api/v1/campaigns/" + campaign + "/audit").json().path("items").forEach(entries::add);
    entries.removeIf(entry -> !entry.path("kind").asText().equals(kind));
    return entries;
  }

  private Api.Answer tell(
      CampaignId campaign, String action, int annotation, int task, String choice) {
    return tell(campaign, action, annotation, task, "[" + choice(choice) + "]", false);
  }

  private void tellSkipped(CampaignId campaign, int annotation, int task) {
    tell(campaign, "ANNOTATION_UPDATED", annotation, task, "[]", true);
  }

  /**
   * Sends the payload that Label Studio's webhook event reference documents for annotations
   * (https://labelstud.io/guide/webhook_reference, "Annotation Created" and "Annotation Updated"),
   * with a choice for its result.
   */
  private Api.Answer tell(
      CampaignId campaign,
      String action,
      int annotation,
      int task,
      String result,
      boolean cancelled) {
    return api.post(
        address(campaign) + "/events",
        String.format(
            Locale.ROOT,
            """
        {'action': '%s',
         'annotation': {'id': %d, 'result': %s,
           'was_cancelled': %s, 'ground_truth': false,
           'created_at': '2021-08-17T13:52:48.536303Z',
           'updated_at': '2021-08-17T13:52:48.536370Z',
           'lead_time': 37.13, 'prediction': {}, 'result_count': 0, 'task': %d,
           'completed_by': 1},
         'project': {'id': 3, 'title': 'fruit', 'maximum_annotations': 1}}
        """,
            action,
            annotation,
            result,
            cancelled,
            task));
  }

  /** Sends what the same reference documents for "Annotation Deleted". */
  private void tellDeleted(CampaignId campaign, int annotation) {
    Api.Answer told =
        api.post(
            address(campaign) + "/events",
            String.format(
                Locale.ROOT,
                """
            {'action': 'ANNOTATIONS_DELETED', 'annotations': [{'id': %d}],
             'project': {'id': 3, 'title': 'fruit', 'maximum_annotations': 1}}
            """,
                annotation));
    assertThat(told.status()).isEqualTo(202);
  }
}
