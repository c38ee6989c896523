package io.modicum.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.ExistingLabels;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a campaign makes of the labels that its dataset came with, or did not. */
@QuarkusTest
class LabelSettingsTest extends GatewayTest {

  private static final String NAMED = "'classes': ['cat', 'dog'], 'budgets': ['2', '4']";

  @Test
  void aDatasetWithoutLabelsIsLabelledByTheClassesOfTheCampaign() {
    DatasetId dataset = unlabelledDataset(POOL);

    CampaignId campaign = campaign(dataset, NAMED + ", 'seed': 7");

    CampaignSpecification written = written(campaign);
    assertThat(written.classes()).containsExactly("cat", "dog");
    assertThat(written.existingLabels()).isEqualTo(ExistingLabels.IGNORED);
    assertThat(written.evaluation().size()).as("half the pool at most").isEqualTo(6);
    assertThat(written.evaluation().images())
        .hasSize(6)
        .doesNotHaveDuplicates()
        .allMatch(image -> image < POOL)
        .isEqualTo(written(campaign(dataset, NAMED + ", 'seed': 7")).evaluation().images())
        .isNotEqualTo(written(campaign(dataset, NAMED + ", 'seed': 8")).evaluation().images());
    assertThat(written.acquisition().excluded()).hasSize(6);
    assertThat(dataset(dataset).path("labelled").asInt(-1)).isZero();
  }

  @Test
  void theSampleIsDrawnFromWhatIsNeitherExcludedNorGold() {
    CampaignId campaign =
        campaign(
            unlabelledDataset(POOL),
            NAMED
                + ", 'evaluation': {'size': 5}, 'acquisition': {'excluded': [0, 1]}, 'annotation':"
                + " {'gold': {'labels': {'2': 'dog'}, 'share': 0.5}}");

    assertThat(written(campaign).evaluation().images()).hasSize(5).doesNotContain(0, 1, 2);
  }

  @Test
  void aLabelledDatasetKeepsItsClassesAndItsTestSplit() {
    DatasetId dataset = readyDataset();

    CampaignSpecification written = written(campaign(dataset, "'budgets': ['2', '100%']"));

    assertThat(written.classes()).isEqualTo(CLASSES);
    assertThat(written.evaluation().size()).isZero();
    assertThat(written.existingLabels()).isEqualTo(ExistingLabels.IGNORED);
    assertThat(dataset(dataset).path("labelled").asInt()).isEqualTo(POOL);
  }

  @Test
  void ofClassesThatTheTestSplitLacksASampleMeasuresAccuracy() {
    CampaignSpecification written =
        written(campaign(readyDataset(), "'classes': ['ripe', 'raw'], 'budgets': ['2']"));

    assertThat(written.evaluation().size()).isEqualTo(6);
    assertThat(written.existingLabels()).isEqualTo(ExistingLabels.IGNORED);
  }

  @Test
  void aTestSplitThatLacksOneOfTheClassesDoesNotMeasureAccuracy() {
    int[] labels = IntStream.range(0, POOL + 4).map(image -> image % 3).toArray();
    int[] twoTested = labels.clone();
    Arrays.fill(twoTested, POOL, POOL + 4, 1);
    twoTested[POOL] = 0;

    assertThat(written(campaign(tested(labels), "'budgets': ['2']")).evaluation().size()).isZero();
    DatasetId lacking = tested(twoTested);
    assertThat(written(campaign(lacking, "'budgets': ['2']")).evaluation().size()).isEqualTo(6);
    assertThat(
            written(campaign(lacking, "'classes': ['pear', 'apple'], 'budgets': ['2']"))
                .evaluation()
                .size())
        .isZero();
  }

  private DatasetId tested(int[] labels) {
    return readyDataset(CLASSES, POOL, labels.length - POOL, labels, List.of(), List.of());
  }

  @Test
  void labelsOfOtherClassesAreNoReasonToTrust() {
    CampaignSpecification written =
        written(campaign(readyDataset(), "'classes': ['apple', 'pear'], 'budgets': ['2']"));

    assertThat(written.existingLabels()).isEqualTo(ExistingLabels.IGNORED);
  }

  @ParameterizedTest
  @ValueSource(ints = {POOL, 7, 0, 1, 2})
  void onlyLabelsThatCountAreConfirmed(int image) {
    Api.Answer refused =
        api.post("/api/v1/campaigns", confirming(readyDataset(0, 1, 2, 0, 1), image));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("existingLabels.confirmed");
    assertThat(refused.json().at("/errors/0/message").asText()).contains("; " + image + " is not");
  }

  /** Image 0 is excluded, 1 is gold, 2 of the sample, and 5 and up came without a label. */
  private static String confirming(DatasetId dataset, int image) {
    String fields =
        "'budgets': ['2'], 'acquisition': {'excluded': [0]}, 'annotation': {'gold': {'labels':"
            + " {'1': 'pear'}, 'share': 0.5}}, 'evaluation': {'size': 1, 'images': [2]}";
    String existing = "{'use': 'trust', 'confirm': 1, 'confirmed': [" + image + "]}";
    return "{'dataset': '" + dataset + "', " + fields + ", 'existingLabels': " + existing + "}";
  }

  @Test
  void theSampleIsDrawnFromWhatIsNotConfirmed() {
    CampaignSpecification written =
        written(
            campaign(
                readyDataset(0, 1, 2, 0, 1, 2),
                "'budgets': ['2'], 'evaluation': {'size': 4}, 'existingLabels': {'confirm': 6,"
                    + " 'confirmed': [0, 1, 2, 3, 4, 5]}"));

    assertThat(written.evaluation().images()).hasSize(4).allMatch(image -> image > 5);
    assertThat(written.existingLabels().confirmed()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void labelsOfSomeImagesAreTrustedAndSomeOfThemConfirmed() {
    DatasetId dataset = readyDataset(0, 1, 2, 0, 1);

    CampaignSpecification trusting = written(campaign(dataset, "'budgets': ['2', '7']"));
    CampaignSpecification confirming =
        written(campaign(dataset, "'budgets': ['2'], 'existingLabels': {'confirm': 3}"));

    assertThat(trusting.existingLabels())
        .isEqualTo(new ExistingLabels(ExistingLabels.Use.TRUST, 0, List.of()));
    assertThat(confirming.existingLabels().trusted()).isTrue();
    assertThat(confirming.existingLabels().confirmed()).hasSize(3).allMatch(image -> image < 5);
    assertThat(dataset(dataset).path("labelled").asInt()).isEqualTo(5);
  }

  @Test
  void aCampaignIsRepeatedByItsSpecification() {
    DatasetId dataset = readyDataset(0, 1, 2, 0, 1);
    String fields =
        "'budgets': ['2'], 'evaluation': {'size': 2}, 'existingLabels': {'confirm': 2}, 'seed': 3";
    CampaignSpecification first = written(campaign(dataset, fields));

    Api.Answer again = api.send("/api/v1/campaigns", "application/json", Json.bytes(first));

    assertThat(written(new CampaignId(again.json().path("id").asText()))).isEqualTo(first);
  }

  @Test
  void annotatorsAreNotToldWhichImagesAreTheSample() {
    CampaignId campaign =
        campaign(
            readyDataset(0, 1, 2, 0, 1),
            "'budgets': ['2'], 'evaluation': {'size': 2}, 'existingLabels': {'confirm': 2},"
                + " 'acquisition': {'excluded': [0]}");

    JsonNode shown =
        annotator("ada", campaign)
            .get("/api/v1/campaigns/" + campaign)
            .json()
            .path("specification");

    assertThat(shown.at("/evaluation/size").asInt()).isEqualTo(2);
    assertThat(shown.at("/evaluation/images")).isEmpty();
    assertThat(shown.at("/existingLabels/confirmed")).isEmpty();
    assertThat(shown.at("/acquisition/excluded")).extracting(JsonNode::asInt).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'budgets': ['2']                                            | classes                | name what people are to tell apart
          'budgets': ['2'], 'classes': ['cat']                        | classes                | 2 to 10000 distinct names
          'budgets': ['2'], 'classes': ['cat', ' cat ']               | classes                | distinct
          'budgets': ['2'], 'classes': ['cat', 'd\\u0000g']            | classes                | without control characters
          'budgets': ['2'], 'classes': ['cat', 'dog'], 'annotation': {'gold': {'labels': {'1': 'cow'}, 'share': 0.5}} | annotation.gold.labels.1 | known are cat, dog
          'budgets': ['2'], 'classes': ['cat', 'dog'], 'oracle': 'simulated' | oracle          | 12 of the images in the pool have none of the campaign's classes; let annotators answer
          'budgets': ['2'], 'classes': ['cat', 'dog'], 'evaluation': {'size': 7} | evaluation.size | at most 6, half the pool of 12
          'budgets': ['2', '7'], 'classes': ['cat', 'dog']            | budgets[1]             | asks for 7 labels, but of the 12 images in the pool 6 are left
          'budgets': ['2'], 'classes': ['cat', 'dog'], 'existingLabels': {'confirm': 1} | existingLabels.confirm | at most 0, was 1
          'budgets': ['2'], 'classes': ['cat', 'dog'], 'existingLabels': {'use': 'maybe'} | existingLabels.use | one of ignore, trust
          """)
  void whatAnUnlabelledDatasetCannotGiveIsRefused(String fields, String field, String message) {
    DatasetId dataset = unlabelledDataset(POOL);

    Api.Answer refused =
        api.post("/api/v1/campaigns", "{'dataset': '" + dataset + "', " + fields + "}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(refused.json().at("/errors/0/message").asText()).contains(message);
  }

  @Test
  void aDatasetOfOneClassIsNoQuestion() {
    int[] labels = new int[POOL];
    DatasetId dataset = readyDataset(List.of("cat"), POOL, labels, List.of());

    Api.Answer refused =
        api.post("/api/v1/campaigns", "{'dataset': '" + dataset + "', 'budgets': ['2']}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText())
        .contains("classes", "has but one, 'cat'", "name what people are to tell apart");
  }

  @Test
  void budgetsThatLeaveNothingBesideTrustedLabelsAreRefused() {
    DatasetId dataset = readyDataset(IntStream.range(0, 9).map(image -> 0).toArray());

    Api.Answer refused =
        api.post("/api/v1/campaigns", "{'dataset': '" + dataset + "', 'budgets': ['2', '4']}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText())
        .contains("budgets[1]", "3 are left", "9 came with a label", "existingLabels.use");
  }

  private CampaignSpecification written(CampaignId campaign) {
    String key = ObjectKeys.specification(campaign);
    return Json.read(key, store.get(key), CampaignSpecification.class);
  }
}
