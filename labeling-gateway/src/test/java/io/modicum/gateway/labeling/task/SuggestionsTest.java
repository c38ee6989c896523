package io.modicum.gateway.labeling.task;

import static io.modicum.gateway.testing.Labeller.images;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SuggestionsTest extends GatewayTest {

  private static final String PEOPLE = "'budgets': ['3', '6']";

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

  /** People follow what they see, which would flatter the accuracy. */
  @Test
  void suggestsNothingForWhatMeasuresTheClassifier() {
    // Given
    DatasetId dataset = unlabelledDataset(POOL);
    CampaignId campaign =
        campaign(
            dataset,
            "'classes': ['apple', 'pear', 'plum'], 'budgets': ['1', '3'],"
                + " 'annotation': {'suggestions': true}");
    List<Integer> sample = new ArrayList<>();
    view(campaign)
        .at("/specification/evaluation/images")
        .forEach(image -> sample.add(image.asInt()));
    int[] others = IntStream.range(0, POOL).filter(image -> !sample.contains(image)).toArray();
    request(campaign, dataset, 0, others[0]);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    predictPlums(campaign, dataset);

    // When
    request(campaign, dataset, 1, others[1], others[2]);

    // Then
    int asked = 3 + sample.size();
    await(() -> view(campaign).at("/tasks/open").asInt(), open -> open == asked);
    JsonNode lease = labeller("ada", campaign).lease(POOL);
    assertThat(lease.path("tasks"))
        .filteredOn(task -> task.has("suggestion"))
        .extracting(task -> task.path("image").asInt())
        .containsExactlyInAnyOrder(others[1], others[2]);
    assertThat(images(lease)).containsAll(sample);
  }
}
