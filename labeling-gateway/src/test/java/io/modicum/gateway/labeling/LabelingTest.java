package io.modicum.gateway.labeling;

import static io.modicum.gateway.testing.Labeller.images;
import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.LabelledSet.Label;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LabelingTest extends GatewayTest {

  private static final String PEOPLE = "'budgets': ['3', '6']";

  @Test
  void letsTheSimulatedOracleAnswerThroughTheTasks() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'oracle': 'simulated', 'budgets': ['3', '5']");

    request(campaign, dataset, 0, 8, 3, 4);

    assertThat(labelled(campaign, 0))
        .containsExactly(
            label(3, 0, 0, "simulated-oracle"),
            label(4, 1, 0, "simulated-oracle"),
            label(8, 2, 0, "simulated-oracle"));

    request(campaign, dataset, 1, 0, 11);

    assertThat(labelled(campaign, 1)).extracting(Label::image).containsExactly(0, 3, 4, 8, 11);
    assertThat(view(campaign).path("tasks").path("answered").asInt()).isEqualTo(5);
  }

  @Test
  void failsTheCampaignWhenTheOracleDoesNotKnowALabel() {
    int[] labels = new int[POOL];
    labels[4] = -1;
    DatasetId dataset = readyDataset(labels);
    CampaignId campaign = campaign(dataset, "'oracle': 'simulated', 'budgets': ['2']");

    request(campaign, dataset, 0, 3, 4);

    JsonNode failed = await(() -> view(campaign), view -> state(view).equals("failed"));
    assertThat(failed.path("failure").path("reason").asText())
        .contains("image 4")
        .contains("annotators");
  }

  @Test
  void failsOnlyTheCampaignWhoseDatasetLacksLabels() {
    DatasetId unlabelled = readyDataset(0, 1, 2);
    CampaignId lacking = campaign(unlabelled, "'oracle': 'simulated', 'budgets': ['2']");
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'oracle': 'simulated', 'budgets': ['2']");

    request(lacking, unlabelled, 0, 3, 4);
    request(campaign, dataset, 0, 3, 4);

    await(() -> view(lacking), view -> state(view).equals("failed"));
    assertThat(labelled(campaign, 0)).extracting(Label::image).containsExactly(3, 4);
  }

  @Test
  void showsAnnotatorsWhatTheClassifierSuggestsOnceThereIsOne() {
    DatasetId dataset = readyDataset();
    String seen =
        PEOPLE
            + ", 'annotation': {'suggestions': true, 'gold': {'labels': {'11': 'pear'}, 'share': 0.5}}";
    CampaignId campaign = waiting(dataset, seen, 7, 2, 9);
    JsonNode first = labeller("ada", campaign).lease(10);
    predictPlums(campaign, dataset);
    request(campaign, dataset, 1, 4, 5, 8);
    await(() -> view(campaign), view -> view.path("tasks").path("open").asInt() == 6);

    JsonNode lease = labeller("bob", campaign).lease(10);

    assertThat(first.path("tasks")).noneMatch(task -> task.has("suggestion"));
    assertThat(images(lease)).contains(4, 5, 8);
    for (JsonNode task : lease.path("tasks")) {
      boolean later = task.path("cycle").asInt() == 1;
      assertThat(task.path("suggestion").toString())
          .isEqualTo(later ? "{\"label\":\"plum\",\"probability\":0.5}" : "");
    }
  }

  @Test
  void keepsWhatTheClassifierSuggestsFromAnnotatorsUnlessTheCampaignSaysOtherwise() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = waiting(dataset, PEOPLE, 7, 2, 9);
    predictPlums(campaign, dataset);
    request(campaign, dataset, 1, 4);
    await(() -> view(campaign), view -> view.path("tasks").path("open").asInt() == 4);

    JsonNode lease = labeller("ada", campaign).lease(10);

    assertThat(images(lease)).contains(4);
    assertThat(lease.path("tasks")).noneMatch(task -> task.has("suggestion"));
  }

  @Test
  void asksPeopleForTheMostWantedFirstAndNeverTwoForTheSame() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = waiting(dataset, PEOPLE, 7, 2, 9);

    JsonNode ada = lease(campaign, "ada", 2, 300);
    JsonNode bob = lease(campaign, "bob", 5, 300);

    assertThat(ada.path("classes")).extracting(JsonNode::asText).containsExactlyElementsOf(CLASSES);
    assertThat(images(ada)).containsExactly(7, 2);
    assertThat(images(bob)).containsExactly(9);
    JsonNode task = ada.path("tasks").path(0);
    assertThat(task.path("reason").asText()).isEqualTo("why 7");
    assertThat(api.get(task.path("imageUrl").asText()).contentType()).isEqualTo("image/png");
    assertThat(images(lease(campaign, "ada", 5, 300))).as("renewed").containsExactly(7, 2);
  }

  @Test
  void givesALeaseThatHasEndedToOthers() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = waiting(dataset, PEOPLE, 7, 2, 9);
    lease(campaign, "ada", 3, 1);

    assertThat(await(() -> images(lease(campaign, "bob", 3, 300)), images -> images.size() == 3))
        .containsExactly(7, 2, 9);
  }

  @Test
  void countsAnAnswerThatComesAfterItsLeaseIfTheImageIsStillOpen() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = waiting(dataset, PEOPLE, 7);
    long task = tasks(lease(campaign, "ada", 1, 1)).get(0);
    await(() -> tasks(lease(campaign, "bob", 1, 300)), tasks -> tasks.contains(task));

    assertThat(answer(campaign, "ada", task, "plum")).isEqualTo("accepted");
    assertThat(answer(campaign, "bob", task, "pear")).isEqualTo("already-decided");

    assertThat(labelled(campaign, 0)).containsExactly(label(7, 2, 0, "ada"));
  }

  @Test
  void completesTheCycleOnceWhenAllImagesAreAnswered() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = waiting(dataset, PEOPLE, 7, 2, 9);
    List<Long> tasks = tasks(lease(campaign, "ada", 3, 300));

    assertThat(answer(campaign, "ada", tasks.get(0), "plum")).isEqualTo("accepted");
    assertThat(answer(campaign, "ada", tasks.get(0), "pear")).isEqualTo("already-answered");
    assertThat(answer(campaign, "bob", tasks.get(0), "pear")).isEqualTo("already-decided");
    assertThat(answer(campaign, "ada", 999_999_999L, "pear")).isEqualTo("unknown-task");
    assertThat(state(view(campaign))).isEqualTo("waiting-for-labels");
    answer(campaign, "ada", tasks.get(1), "apple");
    answer(campaign, "ada", tasks.get(2), "pear");

    assertThat(labelled(campaign, 0))
        .containsExactly(label(2, 0, 0, "ada"), label(7, 2, 0, "ada"), label(9, 1, 0, "ada"));
    assertThat(state(view(campaign))).isEqualTo("running");
  }

  @Test
  void decidesByTheMajorityOfSeveralAnnotatorsAndRecordsTheirAgreement() {
    DatasetId dataset = readyDataset();
    CampaignId campaign =
        waiting(dataset, "'budgets': ['1'], 'annotation': {'labelsPerImage': 3}", 7);
    long task = tasks(lease(campaign, "ada", 1, 300)).get(0);

    assertThat(tasks(lease(campaign, "bob", 1, 300))).containsExactly(task);
    assertThat(tasks(lease(campaign, "cyd", 1, 300))).containsExactly(task);
    assertThat(tasks(lease(campaign, "dan", 1, 300))).as("three are enough").isEmpty();
    assertThat(answer(campaign, "ada", task, "pear")).isEqualTo("accepted");
    assertThat(answer(campaign, "ada", task, "plum")).isEqualTo("already-answered");
    answer(campaign, "bob", task, "plum");
    answer(campaign, "cyd", task, "plum");

    assertThat(labelled(campaign, 0))
        .containsExactly(new Label(7, 2, 0, List.of("ada", "bob", "cyd"), 2.0 / 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void givesEachImageToAsManyAsAreToAnswerItOfThoseWhoAskAtOnce(int labelsPerImage)
      throws Exception {
    DatasetId dataset = readyDataset();
    CampaignId campaign =
        waiting(
            dataset,
            "'budgets': ['12'], 'annotation': {'labelsPerImage': " + labelsPerImage + "}",
            IntStream.range(0, POOL).toArray());
    ExecutorService people = Executors.newFixedThreadPool(6);
    List<Future<Boolean>> turns = new ArrayList<>();
    for (int person = 0; person < 6; person++) {
      String name = "person " + person;
      turns.add(
          people.submit(
              () -> {
                for (List<Long> mine = tasks(lease(campaign, name, 2, 300));
                    !mine.isEmpty();
                    mine = tasks(lease(campaign, name, 2, 300))) {
                  for (long task : mine) {
                    assertThat(answer(campaign, name, task, "pear")).isEqualTo("accepted");
                  }
                }
                return true;
              }));
    }
    for (Future<Boolean> turn : turns) {
      assertThat(turn.get()).isTrue();
    }
    people.shutdown();

    assertThat(labelled(campaign, 0))
        .hasSize(POOL)
        .allMatch(label -> label.label() == 1 && label.agreement() == 1)
        .allMatch(label -> Set.copyOf(label.annotators()).size() == labelsPerImage)
        .allMatch(label -> label.annotators().size() == labelsPerImage);
  }

  @RepeatedTest(20)
  void asksNobodyAgainWhatTheyAreJustSkipping() throws Exception {
    CampaignId campaign = waiting(readyDataset(), PEOPLE, 7, 2);
    long task = tasks(lease(campaign, "ada", 1, 300)).get(0);
    answer(campaign, "ada", task, "pear");
    assertThat(labeller("ada", campaign).withdraw(task)).isEqualTo("accepted");
    ExecutorService ada = Executors.newFixedThreadPool(4);

    List<Future<?>> leases = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      leases.add(ada.submit(() -> lease(campaign, "ada", 1, 300)));
    }
    Future<String> skip = ada.submit(() -> labeller("ada", campaign).skip(task, "blurred"));
    for (Future<?> lease : leases) {
      lease.get();
    }

    assertThat(skip.get()).isEqualTo("accepted");
    assertThat(images(lease(campaign, "bob", 1, 300))).containsExactly(7);
    ada.shutdown();
  }

  @Test
  void failsACampaignWhoseSelectionLeavesThePool() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, PEOPLE);

    request(campaign, dataset, 0, 7, POOL);

    JsonNode failed = await(() -> view(campaign), view -> state(view).equals("failed"));
    assertThat(failed.path("failure").path("reason").asText())
        .contains("image 12", "pool ends at 11");
    assertThat(failed.path("failure").path("permanent").asBoolean()).isTrue();
    assertThat(images(lease(campaign, "ada", 2, 300))).isEmpty();
  }

  @Test
  void opensTasksOnceHoweverOftenTheyAreRequested() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = waiting(dataset, PEOPLE, 7, 2, 9);
    request(campaign, dataset, 0, 7, 2, 9);
    request(campaign, dataset, 1, 1, 7);

    await(() -> view(campaign), view -> view.path("tasks").path("open").asInt() == 4);
    assertThat(images(lease(campaign, "ada", 12, 300))).containsExactly(7, 2, 9, 1);
  }

  private JsonNode lease(CampaignId campaign, String annotator, int size, int seconds) {
    return labeller(annotator, campaign).lease(size, seconds);
  }

  private String answer(CampaignId campaign, String annotator, long task, String label) {
    return labeller(annotator, campaign).answer(task, label);
  }

  private static Label label(int image, int label, int cycle, String annotator) {
    return new Label(image, label, cycle, List.of(annotator), 1);
  }
}
