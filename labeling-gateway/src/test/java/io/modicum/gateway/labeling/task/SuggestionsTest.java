package io.modicum.gateway.labeling.task;

import static io.modicum.gateway.testing.Labeller.images;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
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
}
