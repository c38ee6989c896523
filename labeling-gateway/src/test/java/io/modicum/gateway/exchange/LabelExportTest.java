package io.modicum.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
            "image,label,cycle,agreement,annotators,url\r\n7,plum,0,1.0,import:tests,"
                + image
                + "\r\n");
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
