package io.modicum.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels go out to other tools. */
@QuarkusTest
class LabelExportTest extends ExchangeTest {

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json-lines", "folders", "ground-truth", "label-studio"})
  void bringsBackWhatItGave(String format) {
    // Given
    DatasetId dataset = readyDataset();
    CampaignId from = asking(dataset, 7, 2, 9);
    read(from, "csv", "image,label\r\n7,plum\r\n2,apple\r\n9,pear\r\n");
    Api.Answer exported = api.get("/api/v1/campaigns/" + from + "/export?format=" + format);
    CampaignId to = asking(dataset, 7, 2, 9);

    // When
    Api.Answer imported = read(to, format, new String(exported.bytes(), StandardCharsets.UTF_8));

    // Then
    assertThat(imported.json().path("accepted").asInt())
        .as(imported.json().toString())
        .isEqualTo(3);
    assertThat(imported.json().path("errors")).isEmpty();
    assertThat(csv(to).replaceAll(",import[^\r]*", ""))
        .isEqualTo(csv(from).replaceAll(",import[^\r]*", ""))
        .contains("\r\n2,apple,0,1.0\r\n", "\r\n7,plum,0,1.0\r\n", "\r\n9,pear,0,1.0\r\n");
  }

  @Test
  void givesEachFormatAsItsToolsKnowIt() {
    // Given
    DatasetId dataset = readyDataset();
    CampaignId campaign = asking(dataset, 7, 2);
    read(campaign, "csv", "image,label\n7,plum\n");

    // When
    String csv = csv(campaign);
    String folders = export(campaign, "folders");
    JsonNode line = json(export(campaign, "json-lines"));
    JsonNode truth = json(export(campaign, "ground-truth"));

    // Then
    String image = root.resolve("/api/v1/datasets/" + dataset + "/images/7").toString();
    assertThat(csv)
        .isEqualTo(
            "image,label,cycle,agreement,annotators,url,path,split\r\n7,plum,0,1.0,import:tests,"
                + image
                + ",,train\r\n");
    assertThat(folders).isEqualTo("plum/7.png\t" + image + "\n");
    assertThat(line.path("image").asInt()).isEqualTo(7);
    assertThat(line.path("annotators").path(0).asText()).isEqualTo("import:tests");
    assertThat(truth.path("source-ref").asText()).isEqualTo(image);
    assertThat(truth.path("label").asInt()).isEqualTo(2);
    assertThat(truth.at("/label-metadata/class-name").asText()).isEqualTo("plum");
    assertThat(truth.at("/label-metadata/type").asText())
        .isEqualTo("groundtruth/image-classification");
    assertThat(truth.at("/label-metadata/human-annotated").asText()).isEqualTo("yes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json-lines", "ground-truth"})
  void namesImagesByTheirPathSoThatTheyAreFoundInADatasetInAnotherOrder(String format) {
    // Given
    CampaignId from = asking(pets(FILES), 2, 7);
    read(from, "csv", "path,label\ndogs/0004.png,dogs\ndogs/0003.png,cats\n");
    List<String> backwards = new ArrayList<>(FILES);
    Collections.reverse(backwards);
    CampaignId to = asking(pets(backwards), 0, 5);

    // When
    JsonNode imported = read(to, format, export(from, format)).json();

    // Then
    assertThat(imported.path("accepted").asInt()).as(imported.toString()).isEqualTo(2);
    assertThat(csv(to)).contains("\n0,cats,0,", ",pets/dogs/0003.png,train", "\n5,dogs,0,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          csv          | ,evaluation
          json-lines   | "split":"evaluation"
          ground-truth | "split":"evaluation"
          folders      | evaluation/dog/
          label-studio | "modicum_split":"evaluation"
          """)
  void marksWhatIsOfTheEvaluationSample(String format, String mark) {
    // Given
    CampaignId campaign =
        campaign(
            unlabelledDataset(POOL),
            "'classes': ['cat', 'dog'], 'budgets': ['2'], 'evaluation': {'size': 1}");
    int sampled = view(campaign).at("/specification/evaluation/images/0").asInt();
    int chosen = sampled == 0 ? 1 : 0;
    request(campaign, new DatasetId(view(campaign).path("dataset").asText()), 0, chosen);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    read(campaign, "csv", "image,label\n" + sampled + ",dog\n" + chosen + ",dog\n");

    // When
    String exported = export(campaign, format);

    // Then
    assertThat(exported).containsOnlyOnce(mark);
  }

  @Test
  void givesLabelStudioOpenTasksTooAndWhatTheClassifierThinks() {
    // Given
    DatasetId dataset = readyDataset();
    CampaignId campaign = asking(dataset, 7, 2);
    read(campaign, "csv", "image,label\n7,plum\n");
    predictPlums(campaign, dataset);
    await(() -> view(campaign), view -> !view.path("curve").isEmpty());

    // When
    JsonNode tasks = json(export(campaign, "label-studio"));

    // Then
    assertThat(tasks).hasSize(2);
    JsonNode open = tasks.path(0);
    assertThat(open.at("/data/modicum_image").asInt()).isEqualTo(2);
    assertThat(open.path("annotations")).isEmpty();
    assertThat(open.at("/predictions/0/score").asDouble()).isEqualTo(0.5);
    assertThat(open.at("/predictions/0/result/0/value/choices/0").asText()).isEqualTo("plum");
    JsonNode done = tasks.path(1).at("/annotations/0/result/0");
    assertThat(done.path("type").asText()).isEqualTo("choices");
    assertThat(done.path("from_name").asText()).isEqualTo("label");
    assertThat(done.path("to_name").asText()).isEqualTo("image");
    assertThat(done.at("/value/choices/0").asText()).isEqualTo("plum");
  }

  @Test
  void refusesAFormatThatThereIsNot() {
    // Given
    CampaignId campaign = campaign(readyDataset(), PEOPLE);

    // When
    Api.Answer refused = api.get("/api/v1/campaigns/" + campaign + "/export?format=xml");

    // Then
    assertThat(refused.status()).isEqualTo(400);
  }
}
