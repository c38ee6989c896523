package io.modicum.gateway.labeling.lease;

import static io.modicum.gateway.testing.Labeller.images;
import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
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
class LeasingTest extends GatewayTest {

  private static final String PEOPLE = "'budgets': ['3', '6']";

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
  void givesBackWhatAnAnnotatorHolds() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['2']", 7, 2);
    Labeller ada = labeller("ada", campaign);
    ada.lease(2);
    assertThat(images(labeller("bob", campaign).lease(2))).isEmpty();

    ada.giveBack();

    assertThat(images(labeller("bob", campaign).lease(2))).containsExactly(7, 2);
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

  private JsonNode lease(CampaignId campaign, String annotator, int size, int seconds) {
    return labeller(annotator, campaign).lease(size, seconds);
  }

  private String answer(CampaignId campaign, String annotator, long task, String label) {
    return labeller(annotator, campaign).answer(task, label);
  }
}
