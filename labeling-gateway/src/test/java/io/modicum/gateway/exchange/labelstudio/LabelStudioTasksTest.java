package io.modicum.gateway.exchange.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open tasks appear in Label Studio. */
@QuarkusTest
class LabelStudioTasksTest extends LabelStudioTest {

  @Test
  void sendsOpenTasksWithTheirImages() {
    // Given
    DatasetId dataset = readyDataset();
    LabelStudioProject project = connected(dataset);

    // When
    request(project.campaign(), dataset, 0, 7, 2);

    // Then
    List<JsonNode> tasks = await(studio::tasks, sent -> sent.size() == 2);
    assertThat(tasks)
        .extracting(task -> task.at("/data/modicum_image").asInt())
        .containsExactly(7, 2);
    String image = tasks.get(0).at("/data/image").asText();
    String data = "data:image/png;base64,";
    assertThat(image).startsWith(data);
    assertThat(Base64.getDecoder().decode(image.substring(data.length())))
        .isEqualTo(api.get("/api/v1/datasets/" + dataset + "/images/7").bytes());
  }

  @Test
  void sendsTheTasksOfEachCycle() {
    // Given
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2', '4']");
    LabelStudioProject project = new LabelStudioProject(api, studio, campaign);
    project.connect();
    request(campaign, dataset, 0, 7, 2);
    await(studio::tasks, sent -> sent.size() == 2);
    project.created(17, 1, "plum");
    project.created(18, 2, "apple");
    await(() -> view(campaign), view -> view.path("tasks").path("answered").asInt() == 2);

    // When
    request(campaign, dataset, 1, 4, 5);

    // Then
    assertThat(await(studio::tasks, sent -> sent.size() == 4)).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsPredictionsWhereAnnotatorsMaySeeThem(boolean seen) {
    // Given
    DatasetId dataset = readyDataset();
    CampaignId campaign =
        campaign(
            dataset, "'budgets': ['2', '4'], 'annotation': {'suggestions': %s}".formatted(seen));
    predictPlums(campaign, dataset);
    request(campaign, dataset, 1, 7, 2);

    // When
    new LabelStudioProject(api, studio, campaign).connect();

    // Then
    List<JsonNode> tasks = await(studio::tasks, sent -> sent.size() == 2);
    assertThat(tasks.get(0).at("/predictions/0/result/0/value/choices/0").asText())
        .isEqualTo(seen ? "plum" : "");
    assertThat(tasks.get(0).at("/predictions/0/score").asDouble()).isEqualTo(seen ? 0.5 : 0);
  }

  @Test
  void saysWhyTasksCouldNotBeSent() {
    // Given
    DatasetId dataset = readyDataset();
    LabelStudioProject project = connected(dataset);
    studio.fail(1);

    // When
    request(project.campaign(), dataset, 0, 7, 2);

    // Then
    assertThat(await(project::problem, problem -> !problem.isEmpty())).contains("Label Studio");
  }

  @Test
  void sendsAgainWhatCouldNotBeSentOnceTheBridgeIsChanged() {
    // Given
    DatasetId dataset = readyDataset();
    LabelStudioProject project = connected(dataset);
    studio.fail(1);
    request(project.campaign(), dataset, 0, 7, 2);
    await(project::problem, problem -> !problem.isEmpty());

    // When
    Api.Answer changed = project.reconnect();

    // Then
    assertThat(changed.status()).isEqualTo(200);
    await(studio::tasks, sent -> sent.size() == 2);
    JsonNode well = await(project::state, state -> state.path("sent").asInt() == 2);
    assertThat(well.path("problem").asText()).isEmpty();
  }

  @Test
  void passesOverTasksThatTheProjectRefuses() {
    // Given
    DatasetId dataset = readyDataset();
    LabelStudioProject project = connected(dataset);
    studio.refuse(2);

    // When
    request(project.campaign(), dataset, 0, 7, 2, 9, 4, 5);

    // Then
    JsonNode state = await(project::state, found -> found.path("sent").asInt() == 4);
    assertThat(studio.tasks())
        .extracting(task -> task.at("/data/modicum_image").asInt())
        .containsExactlyInAnyOrder(7, 9, 4, 5);
    assertThat(state.path("passedOver").asInt()).isEqualTo(1);
    assertThat(state.path("lastPassedOver").asText()).contains("400", "Error at item 0");
  }

  @Test
  void sendsRefusedTasksAgainOnceTheBridgeIsChanged() {
    // Given
    DatasetId dataset = readyDataset();
    LabelStudioProject project = connected(dataset);
    studio.refuse(2);
    request(project.campaign(), dataset, 0, 7, 2, 9, 4, 5);
    await(project::state, found -> found.path("sent").asInt() == 4);
    studio.refuseNoMore();

    // When
    project.reconnect();

    // Then
    await(studio::tasks, sent -> sent.size() == 5);
    await(project::state, found -> found.path("passedOver").asInt() == 0);
  }
}
