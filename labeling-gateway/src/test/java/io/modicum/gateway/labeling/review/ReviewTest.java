package io.modicum.gateway.labeling.review;

import static io.modicum.gateway.testing.Labeller.images;
import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.manifest.LabelledSet.Label;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What annotators leave to a reviewer. */
@QuarkusTest
class ReviewTest extends GatewayTest {

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
}
