package io.modicum.gateway.labeling.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.LabelledSet.Label;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SimulatedOracleTest extends GatewayTest {

  private static final String WITHOUT_IMAGE_4 =
      "'oracle': 'simulated', 'budgets': ['2'], 'acquisition': {'excluded': [4]}";

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
    CampaignId campaign = campaign(dataset, WITHOUT_IMAGE_4);

    request(campaign, dataset, 0, 3, 4);

    JsonNode failed = await(() -> view(campaign), view -> state(view).equals("failed"));
    assertThat(failed.path("failure").path("reason").asText())
        .contains("image 4")
        .contains("annotators");
  }

  @Test
  void failsOnlyTheCampaignWhoseDatasetLacksLabels() {
    int[] labels = new int[POOL];
    labels[4] = -1;
    DatasetId unlabelled = readyDataset(labels);
    CampaignId lacking = campaign(unlabelled, WITHOUT_IMAGE_4);
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'oracle': 'simulated', 'budgets': ['2']");

    request(lacking, unlabelled, 0, 3, 4);
    request(campaign, dataset, 0, 3, 4);

    await(() -> view(lacking), view -> state(view).equals("failed"));
    assertThat(labelled(campaign, 0)).extracting(Label::image).containsExactly(3, 4);
  }

  private static Label label(int image, int label, int cycle, String annotator) {
    return new Label(image, label, cycle, List.of(annotator), 1);
  }
}
