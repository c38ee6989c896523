package io.modicum.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people are told of an accuracy, and of what it is measured on. */
@QuarkusTest
class EvaluationViewTest extends GatewayTest {

  @Test
  void tellsHowManyOfTheSampleAreLabelledAndHowManyNeverWillBe() {
    // Given
    DatasetId dataset = unlabelledDataset(POOL);
    CampaignId campaign =
        campaign(dataset, "'classes': ['cat', 'dog'], 'budgets': ['2'], 'evaluation': {'size': 3}");
    assertThat(evaluation(campaign))
        .isEqualTo("{\"size\":3,\"labelled\":0,\"leftOut\":0,\"source\":\"sample\"}");
    List<Integer> sample = sample(campaign);
    int[] chosen =
        IntStream.range(0, POOL).filter(image -> !sample.contains(image)).limit(2).toArray();
    request(campaign, dataset, 0, chosen);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    Labeller ada = labeller("ada", campaign);
    JsonNode tasks = ada.lease(POOL).path("tasks");

    // When
    for (JsonNode task : tasks) {
      int image = task.path("image").asInt();
      if (image == sample.get(1)) {
        api.post(
            "/api/v1/campaigns/" + campaign + "/omissions", "{'tasks': [" + task.path("id") + "]}");
      } else if (image != sample.get(0)) {
        ada.answer(task.path("id").asLong(), "dog");
      }
    }

    // Then
    assertThat(evaluation(campaign))
        .isEqualTo("{\"size\":3,\"labelled\":1,\"leftOut\":1,\"source\":\"sample\"}");
  }

  @Test
  void tellsWhetherTheTestSplitMeasures() {
    CampaignId byTestSplit = campaign(readyDataset(), "'budgets': ['2']");
    CampaignId byNothing =
        campaign(
            unlabelledDataset(POOL),
            "'classes': ['cat', 'dog'], 'budgets': ['2'], 'evaluation': {'size': 0}");

    assertThat(evaluation(byTestSplit))
        .isEqualTo("{\"size\":200,\"labelled\":200,\"leftOut\":0,\"source\":\"test-split\"}");
    assertThat(evaluation(byNothing))
        .isEqualTo("{\"size\":0,\"labelled\":0,\"leftOut\":0,\"source\":\"none\"}");
  }

  @Test
  void drawsTheCurveWithItsIntervalsAndWithoutWhatNobodyKnows() {
    // Given
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['1', '2']");
    request(campaign, dataset, 0, 0);
    request(campaign, dataset, 1, 1);
    await(() -> view(campaign).at("/tasks/open").asInt(), open -> open == 2);

    // When
    predicted(campaign, dataset, predictions(0, OptionalDouble.empty(), 0));
    predicted(campaign, dataset, predictions(1, OptionalDouble.of(0.8), 100));
    chain.send(new CampaignCompleted(campaign, 1, 2, OptionalDouble.empty(), "budget spent"));

    // Then
    await(() -> view(campaign), view -> state(view).equals("completed"));
    JsonNode curve =
        await(() -> view(campaign), view -> view.path("curve").size() == 2).path("curve");
    assertThat(curve.path(0).has("accuracy")).isFalse();
    assertThat(curve.path(0).has("lower")).isFalse();
    assertThat(curve.path(0).path("evaluated").asInt(-1)).isZero();
    assertThat(curve.path(0).path("existing").asInt()).isEqualTo(5);
    JsonNode known = curve.path(1);
    assertThat(known.path("accuracy").asDouble()).isEqualTo(0.8);
    assertThat(known.path("lower").asDouble()).isCloseTo(0.711, within(0.001));
    assertThat(known.path("upper").asDouble()).isCloseTo(0.867, within(0.001));
    assertThat(known.path("evaluated").asInt()).isEqualTo(100);
  }

  private static Predictions predictions(int cycle, OptionalDouble accuracy, int evaluated) {
    return new Predictions(
        cycle,
        cycle + 1,
        OptionalInt.of(5),
        accuracy,
        List.of(new Predictions.ClassReport("apple", 1, 0.5, evaluated)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private String evaluation(CampaignId campaign) {
    return view(campaign).path("evaluation").toString();
  }

  private List<Integer> sample(CampaignId campaign) {
    return IntStream.range(0, 3)
        .map(i -> view(campaign).at("/specification/evaluation/images/" + i).asInt())
        .boxed()
        .toList();
  }
}
