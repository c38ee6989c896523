package io.modicum.gateway.labeling;

import static io.modicum.gateway.testing.Labeller.images;
import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.LabelledSet.Label;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of answers that are skipped, corrected, contested or measured. */
@QuarkusTest
class ReviewTest extends GatewayTest {

  @Inject DataSource database;

  @Test
  void givesASkippedImageToOthersAndThenToAReviewer() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['2']", 7, 2);
    Labeller ada = labeller("ada", campaign);
    Labeller bob = labeller("bob", campaign);
    long task = tasks(ada.lease(1)).get(0);

    assertThat(ada.skip(task, "blurred")).isEqualTo("accepted");
    assertThat(images(ada.lease(2))).as("not asked again").containsExactly(2);
    assertThat(images(bob.lease(1))).containsExactly(7);
    assertThat(bob.skip(task, "two fruits")).isEqualTo("accepted");
    assertThat(labeller("cyd", campaign).answer(task, "pear")).isEqualTo("under-review");

    JsonNode contested = contested(campaign);
    assertThat(contested).hasSize(1);
    assertThat(contested.path(0).path("task").asLong()).isEqualTo(task);
    assertThat(contested.path(0).path("opinions"))
        .extracting(o -> o.path("annotator").asText(), o -> o.path("reason").asText())
        .containsExactly(tuple("ada", "blurred"), tuple("bob", "two fruits"));
    assertThat(reviewer(campaign).decide(task, "plum")).isEqualTo("accepted");
    ada.answer(tasks(ada.lease(1)).get(0), "pear");

    assertThat(labelled(campaign, 0))
        .containsExactly(
            new Label(2, 1, 0, List.of("ada"), 1), new Label(7, 2, 0, List.of("rex"), 1));
  }

  @Test
  void correctsAndTakesBackOnesOwnAnswersUntilTheCycleIsComplete() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['2']", 7, 2);
    Labeller ada = labeller("ada", campaign);
    List<Long> tasks = tasks(ada.lease(2));

    assertThat(ada.correct(tasks.get(0), "pear")).isEqualTo("not-answered");
    ada.answer(tasks.get(0), "pear");
    assertThat(ada.correct(tasks.get(0), "plum")).isEqualTo("accepted");
    assertThat(labeller("bob", campaign).correct(tasks.get(0), "pear")).isEqualTo("not-answered");
    assertThat(ada.withdraw(tasks.get(0))).isEqualTo("accepted");
    assertThat(view(campaign).path("tasks").path("open").asInt()).isEqualTo(2);
    assertThat(images(labeller("bob", campaign).lease(1))).containsExactly(7);
    assertThat(ada.answer(tasks.get(0), "apple")).isEqualTo("accepted");
    ada.answer(tasks.get(1), "apple");

    assertThat(labelled(campaign, 0))
        .containsExactly(
            new Label(2, 0, 0, List.of("ada"), 1), new Label(7, 0, 0, List.of("ada"), 1));
    assertThat(ada.correct(tasks.get(0), "plum")).isEqualTo("cycle-complete");
    assertThat(ada.withdraw(tasks.get(0))).isEqualTo("cycle-complete");
  }

  @Test
  void givesBackWhatAnAnnotatorHolds() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['2']", 7, 2);
    Labeller ada = labeller("ada", campaign);
    ada.lease(2);
    assertThat(images(labeller("bob", campaign).lease(2))).isEmpty();

    ada.giveBack();

    assertThat(images(labeller("bob", campaign).lease(2))).containsExactly(7, 2);
  }

  @Test
  void leavesWhatIsNotUnanimousToAReviewer() {
    CampaignId campaign =
        waiting(
            readyDataset(),
            "'budgets': ['2'], 'annotation': {'labelsPerImage': 2, 'rule': 'unanimity'}",
            7,
            2);
    Labeller ada = labeller("ada", campaign);
    Labeller bob = labeller("bob", campaign);
    List<Long> tasks = tasks(ada.lease(2));
    tasks.forEach(task -> ada.answer(task, "pear"));
    bob.answer(tasks.get(0), "pear");
    bob.answer(tasks.get(1), "plum");

    assertThat(contested(campaign)).hasSize(1);
    assertThat(reviewer(campaign).decide(tasks.get(1), "plum")).isEqualTo("accepted");

    assertThat(labelled(campaign, 0))
        .containsExactly(
            new Label(2, 2, 0, List.of("ada", "bob", "rex"), 2.0 / 3),
            new Label(7, 1, 0, List.of("ada", "bob"), 1));
  }

  @Test
  void weighsAnswersByHowTheirAnnotatorsErr() {
    CampaignId campaign =
        waiting(
            readyDataset(),
            "'budgets': ['11'], 'annotation': {'labelsPerImage': 3, 'rule': 'dawid-skene'}",
            IntStream.range(0, 11).toArray());
    Labeller ada = labeller("ada", campaign);
    Labeller bob = labeller("bob", campaign);
    Labeller cyd = labeller("cyd", campaign);
    JsonNode lease = ada.lease(11);
    bob.lease(11);
    cyd.lease(11);
    for (JsonNode task : lease.path("tasks")) {
      long id = task.path("id").asLong();
      String truth = CLASSES.get(task.path("image").asInt() % CLASSES.size());
      ada.answer(id, truth);
      bob.answer(id, truth);
      cyd.answer(id, task.path("image").asInt() == 10 ? "plum" : "apple");
    }

    assertThat(labelled(campaign, 0))
        .hasSize(11)
        .allMatch(label -> label.label() == label.image() % CLASSES.size());
  }

  @Test
  void asksForMoreAnswersAndThenAReviewerWhereDawidAndSkeneAreNotConfident() {
    CampaignId campaign =
        waiting(
            readyDataset(),
            "'budgets': ['1'], 'annotation': {'labelsPerImage': 2, 'maximumLabels': 3,"
                + " 'rule': 'dawid-skene'}",
            7);
    long task = tasks(labeller("ada", campaign).lease(1)).get(0);
    labeller("ada", campaign).answer(task, "apple");
    labeller("bob", campaign).answer(task, "pear");

    await(() -> labeller("cyd", campaign).lease(1), lease -> tasks(lease).equals(List.of(task)));
    labeller("cyd", campaign).answer(task, "plum");

    await(() -> contested(campaign), contested -> contested.size() == 1);
    assertThat(reviewer(campaign).decide(task, "pear")).isEqualTo("accepted");
    assertThat(labelled(campaign, 0))
        .containsExactly(new Label(7, 1, 0, List.of("ada", "bob", "cyd", "rex"), 0.5));
  }

  @Test
  void measuresAnnotatorsByGoldQuestionsThatNobodyCanTellFromOthers() {
    DatasetId dataset = readyDataset();
    CampaignId campaign =
        campaign(
            dataset,
            "'budgets': ['6'], 'annotation': {'gold': {'share': 0.5,"
                + " 'labels': {'0': 'apple', '1': 'pear', '2': 'plum'}}}");
    assertThat(view(campaign).path("specification").path("acquisition").path("excluded"))
        .extracting(JsonNode::asInt)
        .containsExactly(0, 1, 2);
    JsonNode told = annotator("ada", campaign).get("/api/v1/campaigns/" + campaign).json();
    assertThat(told.at("/specification/acquisition/excluded")).isEmpty();
    assertThat(told.at("/specification/annotation/gold/labels")).isEmpty();
    request(campaign, dataset, 0, 3, 4, 5, 6, 7, 8);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    Set<Integer> seen = new TreeSet<>();
    Set<Set<String>> shapes = new HashSet<>();
    Labeller ada = labeller("ada", campaign);
    for (JsonNode lease = ada.lease(2); !tasks(lease).isEmpty(); lease = ada.lease(2)) {
      for (JsonNode task : lease.path("tasks")) {
        List<String> fields = new ArrayList<>();
        task.fieldNames().forEachRemaining(fields::add);
        shapes.add(Set.copyOf(fields));
        assertThat(seen.add(task.path("image").asInt())).as("asked once").isTrue();
        assertThat(ada.answer(task.path("id").asLong(), "apple")).isEqualTo("accepted");
      }
    }

    assertThat(shapes).as("all tasks look alike").hasSize(1);
    assertThat(labelled(campaign, 0)).extracting(Label::image).containsExactly(3, 4, 5, 6, 7, 8);
    JsonNode report = report(campaign).path("annotators").path(0);
    long gold = seen.stream().filter(image -> image < 3).count();
    assertThat(report.path("gold").asLong()).isEqualTo(gold);
    assertThat(report.path("goldRight").asInt()).isEqualTo(seen.contains(0) ? 1 : 0);
    assertThat(report.path("answered").asInt()).isEqualTo(6);
  }

  @Test
  void refusesGoldQuestionsWhoseClassTheDatasetDoesNotHave() {
    DatasetId dataset = readyDataset();

    assertThat(
            api.post(
                    "/api/v1/campaigns",
                    "{'dataset': '%s', 'budgets': ['3'], 'annotation': {'gold': {'labels': {'4': 'fig'}}}}"
                        .formatted(dataset))
                .json()
                .path("detail")
                .asText())
        .isEqualTo("annotation.gold.labels.4: 'fig' is not a class; known are apple, pear, plum");
  }

  @Test
  void measuresHowFarAnnotatorsAgree() {
    CampaignId campaign =
        waiting(
            readyDataset(), "'budgets': ['5'], 'annotation': {'labelsPerImage': 2}", 0, 1, 2, 3, 4);
    Labeller ada = labeller("ada", campaign);
    Labeller bob = labeller("bob", campaign);
    List<Long> tasks = tasks(ada.lease(5));
    bob.lease(5);
    String[] first = {"apple", "apple", "pear", "pear", "apple"};
    String[] second = {"apple", "pear", "pear", "pear"};
    for (int i = 0; i < second.length; i++) {
      ada.answer(tasks.get(i), first[i]);
      bob.answer(tasks.get(i), second[i]);
    }
    ada.answer(tasks.get(4), first[4]);

    JsonNode report = report(campaign);

    assertThat(report.path("images").asInt()).isEqualTo(4);
    JsonNode pair = report.path("pairs").path(0);
    assertThat(pair.path("first").asText() + " and " + pair.path("second").asText())
        .isEqualTo("ada and bob");
    // 3 of 4 agree; by chance (2 * 1 + 2 * 3) / 16 would.
    assertThat(pair.path("cohenKappa").asDouble()).isEqualTo(0.5, within(1e-9));
    assertThat(report.path("fleissKappa").asDouble()).isEqualTo(7.0 / 15, within(1e-9));
    assertThat(report.path("krippendorffAlpha").asDouble())
        .isEqualTo(7.0 / 15 + 8.0 / 15 / 8, within(1e-9));
    assertThat(report.path("annotators"))
        .extracting(
            annotator -> annotator.path("annotator").asText(),
            annotator -> annotator.path("answered").asInt(),
            annotator -> annotator.path("leased").asInt(),
            annotator -> annotator.path("decided").asInt(),
            annotator -> annotator.path("agreeing").asInt())
        .containsExactly(tuple("ada", 5, 0, 4, 4), tuple("bob", 4, 1, 4, 3));
  }

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

  private Labeller reviewer(CampaignId campaign) {
    return new Labeller(
        api.withKey("'name': 'rex', 'role': 'reviewer', 'campaigns': ['%s']".formatted(campaign)),
        campaign);
  }

  private JsonNode contested(CampaignId campaign) {
    return api.get("/api/v1/campaigns/" + campaign + "/contested").json().path("items");
  }

  private JsonNode report(CampaignId campaign) {
    return api.get("/api/v1/campaigns/" + campaign + "/annotators").json();
  }

  private JsonNode audit(CampaignId campaign, String query) {
    return api.get("/api/v1/campaigns/" + campaign + "/audit" + query).json().path("items");
  }
}
