package io.modicum.gateway.labeling.annotator;

import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.LabelledSet.Label;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AnnotatorsTest extends GatewayTest {

  @Test
  void measuresAnnotatorsByGoldQuestionsThatNobodyCanTellFromOthers() {
    DatasetId dataset = readyDataset();
    CampaignId campaign =
        campaign(
            dataset,
            "'budgets': ['6'], 'annotation': {'gold': {'share': 0.5,"
                + " 'labels': {'0': 'apple', '1': 'pear', '2': 'plum'}}}");
    assertThat(view(campaign).path("specification").path("acquisition").path("excluded"))
        .extracting(JsonNode::asInt)
        .containsExactly(0, 1, 2);
    JsonNode told = annotator("ada", campaign).get("/api/v1/campaigns/" + campaign).json();
    assertThat(told.at("/specification/acquisition/excluded")).isEmpty();
    assertThat(told.at("/specification/annotation/gold/labels")).isEmpty();
    request(campaign, dataset, 0, 3, 4, 5, 6, 7, 8);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    Set<Integer> seen = new TreeSet<>();
    Set<Set<String>> shapes = new HashSet<>();
    Labeller ada = labeller("ada", campaign);
    for (JsonNode lease = ada.lease(2); !tasks(lease).isEmpty(); lease = ada.lease(2)) {
      for (JsonNode task : lease.path("tasks")) {
        List<String> fields = new ArrayList<>();
        task.fieldNames().forEachRemaining(fields::add);
        shapes.add(Set.copyOf(fields));
        assertThat(seen.add(task.path("image").asInt())).as("asked once").isTrue();
        assertThat(ada.answer(task.path("id").asLong(), "apple")).isEqualTo("accepted");
      }
    }

    assertThat(shapes).as("all tasks look alike").hasSize(1);
    assertThat(labelled(campaign, 0)).extracting(Label::image).containsExactly(3, 4, 5, 6, 7, 8);
    JsonNode report = report(campaign).path("annotators").path(0);
    long gold = seen.stream().filter(image -> image < 3).count();
    assertThat(report.path("gold").asLong()).isEqualTo(gold);
    assertThat(report.path("goldRight").asInt()).isEqualTo(seen.contains(0) ? 1 : 0);
    assertThat(report.path("answered").asInt()).isEqualTo(6);
  }

  @Test
  void refusesGoldQuestionsWhoseClassTheDatasetDoesNotHave() {
    DatasetId dataset = readyDataset();

    assertThat(
            api.post(
                    "/api/v1/campaigns",
                    "{'dataset': '%s', 'budgets': ['3'], 'annotation': {'gold': {'labels': {'4': 'fig'}}}}"
                        .formatted(dataset))
                .json()
                .path("detail")
                .asText())
        .isEqualTo("annotation.gold.labels.4: 'fig' is not a class; known are apple, pear, plum");
  }

  @Test
  void measuresHowFarAnnotatorsAgree() {
    CampaignId campaign =
        waiting(
            readyDataset(), "'budgets': ['5'], 'annotation': {'labelsPerImage': 2}", 0, 1, 2, 3, 4);
    Labeller ada = labeller("ada", campaign);
    Labeller bob = labeller("bob", campaign);
    List<Long> tasks = tasks(ada.lease(5));
    bob.lease(5);
    String[] first = {"apple", "apple", "pear", "pear", "apple"};
    String[] second = {"apple", "pear", "pear", "pear"};
    for (int i = 0; i < second.length; i++) {
      ada.answer(tasks.get(i), first[i]);
      bob.answer(tasks.get(i), second[i]);
    }
    ada.answer(tasks.get(4), first[4]);

    JsonNode report = report(campaign);

    assertThat(report.path("images").asInt()).isEqualTo(4);
    JsonNode pair = report.path("pairs").path(0);
    assertThat(pair.path("first").asText() + " and " + pair.path("second").asText())
        .isEqualTo("ada and bob");
    // 3 of 4 agree; by chance (2 * 1 + 2 * 3) / 16 would.
    assertThat(pair.path("cohenKappa").asDouble()).isEqualTo(0.5, within(1e-9));
    assertThat(report.path("fleissKappa").asDouble()).isEqualTo(7.0 / 15, within(1e-9));
    assertThat(report.path("krippendorffAlpha").asDouble())
        .isEqualTo(7.0 / 15 + 8.0 / 15 / 8, within(1e-9));
    assertThat(report.path("annotators"))
        .extracting(
            annotator -> annotator.path("annotator").asText(),
            annotator -> annotator.path("answered").asInt(),
            annotator -> annotator.path("leased").asInt(),
            annotator -> annotator.path("decided").asInt(),
            annotator -> annotator.path("agreeing").asInt())
        .containsExactly(tuple("ada", 5, 0, 4, 4), tuple("bob", 4, 1, 4, 3));
  }

  private JsonNode report(CampaignId campaign) {
    return api.get("/api/v1/campaigns/" + campaign + "/annotators").json();
  }
}
