package io.modicum.gateway.labeling.task;

import static io.modicum.gateway.testing.Labeller.images;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** People are asked for more than what was chosen: for what measures, and for what they confirm. */
@QuarkusTest
class EvaluationSampleTest extends GatewayTest {

  private static final String NAMED =
      "'classes': ['cat', 'dog'], 'budgets': ['2', '4'], 'evaluation': {'size': 4}";

  @Test
  void eachCycleAsksForItsShareOfTheSample() {
    // Given
    DatasetId dataset = unlabelledDataset(POOL);
    CampaignId campaign = campaign(dataset, NAMED);
    List<Integer> sample = specification(campaign).evaluation().images();
    int[] chosen = others(campaign);

    // When
    request(campaign, dataset, 0, chosen[0], chosen[1]);
    answerAll(campaign, 4);
    LabelledSet first = labelledSet(campaign, 0);
    request(campaign, dataset, 1, chosen[2], chosen[3]);
    answerAll(campaign, 4);
    LabelledSet second = labelledSet(campaign, 1);

    // Then
    assertThat(imagesOf(first.labels())).containsExactlyInAnyOrder(chosen[0], chosen[1]);
    assertThat(imagesOf(first.evaluation()))
        .containsExactlyInAnyOrderElementsOf(sample.subList(0, 2));
    assertThat(imagesOf(second.labels()))
        .containsExactlyInAnyOrder(chosen[0], chosen[1], chosen[2], chosen[3]);
    assertThat(imagesOf(second.evaluation())).containsExactlyInAnyOrderElementsOf(sample);
  }

  @Test
  void annotatorsCannotTellItFromWhatWasChosen() {
    DatasetId dataset = unlabelledDataset(POOL);
    CampaignId campaign = campaign(dataset, NAMED);
    int[] chosen = others(campaign);

    request(campaign, dataset, 0, chosen[0], chosen[1]);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    JsonNode tasks = labeller("ada", campaign).lease(POOL).path("tasks");

    List<Integer> sample = specification(campaign).evaluation().images();
    assertThat(tasks).hasSize(4);
    assertThat(tasks).noneMatch(task -> task.has("reason") || task.has("rank"));
    assertThat(images(labeller("ada", campaign).lease(POOL)))
        .as("evenly among what was chosen")
        .containsExactly(sample.get(0), chosen[0], sample.get(1), chosen[1]);
  }

  @Test
  void aCycleWaitsForItsShareAndTakesCorrectionsOfIt() {
    // Given
    DatasetId dataset = unlabelledDataset(POOL);
    CampaignId campaign = campaign(dataset, NAMED);
    int[] chosen = others(campaign);
    request(campaign, dataset, 0, chosen[0], chosen[1]);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    Labeller ada = labeller("ada", campaign);
    List<Long> tasks = Labeller.tasks(ada.lease(4));
    tasks.subList(0, 3).forEach(task -> ada.answer(task, "cat"));
    assertThat(view(campaign).at("/tasks/open").asInt()).isEqualTo(1);

    // When
    String corrected = ada.correct(tasks.get(0), "dog");
    ada.answer(tasks.get(3), "cat");

    // Then
    LabelledSet set = labelledSet(campaign, 0);
    assertThat(corrected).isEqualTo("accepted");
    int first = specification(campaign).evaluation().images().get(0);
    assertThat(set.evaluation())
        .filteredOn(label -> label.image() == first)
        .extracting(LabelledSet.Label::label)
        .containsExactly(1);
  }

  @Test
  void theFirstCycleAlsoAsksForLabelsToConfirm() {
    // Given
    DatasetId dataset = readyDataset(0, 0, 0, 0, 0);
    CampaignId campaign =
        campaign(dataset, "'budgets': ['2', '4'], 'existingLabels': {'confirm': 3}");
    List<Integer> confirmed = specification(campaign).existingLabels().confirmed();

    // When
    request(campaign, dataset, 0, 7, 8);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    Labeller ada = labeller("ada", campaign);
    Labeller.tasks(ada.lease(POOL)).forEach(task -> ada.answer(task, "plum"));

    // Then
    LabelledSet set = labelledSet(campaign, 0);
    List<Integer> all = new ArrayList<>(confirmed);
    all.addAll(List.of(7, 8));
    assertThat(imagesOf(set.labels())).containsExactlyInAnyOrderElementsOf(all);
    assertThat(set.labels()).allMatch(label -> label.label() == 2);
    assertThat(set.evaluation()).isEmpty();
    assertThat(set.budgeted(specification(campaign).existingLabels())).isEqualTo(2);
  }

  private void answerAll(CampaignId campaign, int images) {
    await(() -> view(campaign).at("/tasks/open").asInt(), open -> open == images);
    Labeller ada = labeller("ada", campaign);
    Labeller.tasks(ada.lease(POOL)).forEach(task -> ada.answer(task, "cat"));
  }

  private CampaignSpecification specification(CampaignId campaign) {
    String key = ObjectKeys.specification(campaign);
    return Json.read(key, store.get(key), CampaignSpecification.class);
  }

  /** Returns images that are not of the sample. */
  private int[] others(CampaignId campaign) {
    Set<Integer> sample = new HashSet<>(specification(campaign).evaluation().images());
    return IntStream.range(0, POOL).filter(image -> !sample.contains(image)).toArray();
  }

  private static List<Integer> imagesOf(List<LabelledSet.Label> labels) {
    return labels.stream().map(LabelledSet.Label::image).toList();
  }
}
