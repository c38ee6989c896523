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
class TaskOpeningTest extends GatewayTest {

  private static final String PEOPLE = "'budgets': ['3', '6']";

  @Test
  void failsACampaignWhoseSelectionLeavesThePool() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, PEOPLE);

    request(campaign, dataset, 0, 7, POOL);

    JsonNode failed = await(() -> view(campaign), view -> state(view).equals("failed"));
    assertThat(failed.path("failure").path("reason").asText())
        .contains("image 12", "pool ends at 11");
    assertThat(failed.path("failure").path("permanent").asBoolean()).isTrue();
    assertThat(images(labeller("ada", campaign).lease(2))).isEmpty();
  }

  @Test
  void opensTasksOnceHoweverOftenTheyAreRequested() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = waiting(dataset, PEOPLE, 7, 2, 9);
    request(campaign, dataset, 0, 7, 2, 9);
    request(campaign, dataset, 1, 1, 7);

    await(() -> view(campaign), view -> view.path("tasks").path("open").asInt() == 4);
    assertThat(images(labeller("ada", campaign).lease(12))).containsExactly(7, 2, 9, 1);
  }
}
