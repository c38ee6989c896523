package io.modicum.gateway.labeling.answer;

import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.manifest.LabelledSet.Label;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CycleJudgeTest extends GatewayTest {

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
}
