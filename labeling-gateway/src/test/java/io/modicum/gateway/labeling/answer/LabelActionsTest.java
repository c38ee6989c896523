package io.modicum.gateway.labeling.answer;

import static io.modicum.gateway.testing.Labeller.images;
import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.LabelledSet.Label;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of answers, and of those that are corrected or taken back. */
@QuarkusTest
class LabelActionsTest extends GatewayTest {

  private static final String PEOPLE = "'budgets': ['3', '6']";

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
