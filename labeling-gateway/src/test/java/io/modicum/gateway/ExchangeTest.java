package io.modicum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.store.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels go out to other tools and come in from them. */
@QuarkusTest
class ExchangeTest extends GatewayTest {

  private static final String PEOPLE = "'budgets': ['3', '6']";

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json-lines", "folders", "ground-truth", "label-studio"})
  void bringsBackWhatItGave(String format) {
    DatasetId dataset = readyDataset();
    CampaignId from = asking(dataset, 7, 2, 9);
    read(from, "csv", "image,label\r\n7,plum\r\n2,apple\r\n9,pear\r\n");
    Api.Answer exported = api.get("/api/v1/campaigns/" + from + "/export?format=" + format);
    CampaignId to = asking(dataset, 7, 2, 9);

    Api.Answer imported = read(to, format, new String(exported.bytes(), StandardCharsets.UTF_8));

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
    DatasetId dataset = readyDataset();
    CampaignId campaign = asking(dataset, 7, 2);
    read(campaign, "csv", "image,label\n7,plum\n");
    String image = root.resolve("/api/v1/datasets/" + dataset + "/images/7").toString();

    assertThat(csv(campaign))
        .isEqualTo(
            "image,label,cycle,agreement,annotators,url\r\n7,plum,0,1.0,import:tests,"
                + image
                + "\r\n");
    assertThat(export(campaign, "folders")).isEqualTo("plum/7.png\t" + image + "\n");
    JsonNode line = json(export(campaign, "json-lines"));
    assertThat(line.path("image").asInt()).isEqualTo(7);
    assertThat(line.path("annotators").path(0).asText()).isEqualTo("import:tests");
    JsonNode truth = json(export(campaign, "ground-truth"));
    assertThat(truth.path("source-ref").asText()).isEqualTo(image);
    assertThat(truth.path("label").asInt()).isEqualTo(2);
    assertThat(truth.at("/label-metadata/class-name").asText()).isEqualTo("plum");
    assertThat(truth.at("/label-metadata/type").asText())
        .isEqualTo("groundtruth/image-classification");
    assertThat(truth.at("/label-metadata/human-annotated").asText()).isEqualTo("yes");
  }

  @Test
  void givesLabelStudioOpenTasksTooAndWhatTheClassifierThinks() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = asking(dataset, 7, 2);
    read(campaign, "csv", "image,label\n7,plum\n");
    predictPlums(campaign, dataset);
    await(() -> view(campaign), view -> !view.path("curve").isEmpty());

    JsonNode tasks = json(export(campaign, "label-studio"));

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
  void holdsLabelsUntilTheirImageIsAskedFor() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, PEOPLE);

    JsonNode report = read(campaign, "csv", "image,label\n7,plum\n2,apple\n").json();
    request(campaign, dataset, 0, 7, 2, 9);

    assertThat(report.path("held").asInt()).isEqualTo(2);
    await(() -> view(campaign), view -> view.path("tasks").path("answered").asInt() == 2);
    assertThat(export(campaign, "folders")).contains("plum/7.png", "apple/2.png");
  }

  @Test
  void takesTheRowsThatCanBeUsedAndTellsOfTheOthers() {
    CampaignId campaign = asking(readyDataset(), 7, 2, 9);

    JsonNode report =
        read(
                campaign,
                "csv",
                "label,image,note\nplum,7,\"a, b\"\nkiwi,2,\nplum,x,\nplum,12,\n,9,\npear,7,\npear,9,\n")
            .json();

    assertThat(report.path("rows").asInt()).isEqualTo(7);
    assertThat(report.path("accepted").asInt()).isEqualTo(2);
    assertThat(report.path("refused").asInt()).isEqualTo(5);
    assertThat(report.path("errors"))
        .extracting(error -> error.path("row").asInt() + " " + error.path("field").asText())
        .containsExactly("3 label", "4 image", "5 image", "6 label", "7 image");
    assertThat(report.at("/errors/0/message").asText()).contains("known are apple, pear, plum");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          json-lines   | {"image": 7, "label": "plum"}~{"image": 7~[7]           | 1 | 2
          folders      | fruit/plum/7.png~plum.png~c%/1.png                      | 1 | 2
          label-studio | [{"data": {"image": "/images/7"}, "annotations": [{"result": [{"type": "choices", "value": {"choices": ["plum"]}}]}]}, {"data" | 1 | 1
          csv          | image,label~7,plum~2,"plum                              | 1 | 1
          ground-truth | {"source-ref": "s3://b/7.png", "k": 2, "k-metadata": {"class-name": "plum", "type": "groundtruth/image-classification"}}~{"source-ref": "s3://b/2.png"} | 1 | 1
          """)
  void readsOnAfterWhatIsBroken(String format, String rows, int accepted, int refused) {
    CampaignId campaign = asking(readyDataset(), 7, 2, 9);

    JsonNode report = read(campaign, format, rows.replace("~", "\n")).json();

    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(accepted);
    assertThat(report.path("refused").asInt()).as(report.toString()).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource({"csv, 'image,label~7,plum'", "folders, plum/7.png"})
  void readsFilesThatBeginWithAByteOrderMark(String format, String rows) {
    CampaignId campaign = asking(readyDataset(), 7, 2);

    JsonNode report = read(campaign, format, "\uFEFF" + rows.replace("~", "\n")).json();

    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
  }

  @Test
  void readsWhatLabelStudioExports() {
    CampaignId campaign = asking(readyDataset(), 7, 2, 9);

    JsonNode report = read(campaign, "label-studio", labelStudioExport()).json();

    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
    assertThat(report.path("rows").asInt()).as("not the skipped one").isEqualTo(1);
    assertThat(export(campaign, "folders")).startsWith("plum/7.png");
  }

  @Test
  void takesNoNumberFromAnImageThatTheRowCarriesItself() {
    CampaignId campaign = asking(readyDataset(), 7, 2, 9);
    String row =
        "{\"data\": {\"image\": \"data:image/png;base64,iVBORw0KGgo/7\"%s}, \"annotations\":"
            + " [{\"result\": [{\"type\": \"choices\", \"value\": {\"choices\": [\"plum\"]}}]}]}";

    JsonNode report =
        read(
                campaign,
                "label-studio",
                "[" + row.formatted("") + "," + row.formatted(", \"modicum_image\": 9") + "]")
            .json();

    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
    assertThat(report.at("/errors/0/message").asText()).contains("data: URL");
    assertThat(export(campaign, "folders")).startsWith("plum/9.png");
  }

  /**
   * An export with the fields that Label Studio documents for its JSON format
   * (https://labelstud.io/guide/export, "Raw JSON format of completed tasks").
   */
  private static String labelStudioExport() {
    return """
        [{"id": 1, "created_at": "2021-03-09T21:52:49.513742Z",
          "updated_at": "2021-03-09T22:16:08.746926Z", "project": 83,
          "data": {"image": "https://example.org/images/7.png"},
          "annotations": [{"id": 1001, "result": [{"from_name": "tag", "id": "Dx_aB91ISN",
            "source": "$image", "to_name": "img", "type": "choices",
            "value": {"choices": ["plum"]}}],
            "was_cancelled": false, "ground_truth": false,
            "created_at": "2021-03-09T22:16:08.728353Z",
            "updated_at": "2021-03-09T22:16:08.728378Z", "lead_time": 4.288, "result_count": 0,
            "completed_by": {"id": 10}}],
          "predictions": []},
         {"id": 2, "data": {"image": "https://example.org/images/2.png"},
          "annotations": [{"id": 1002, "result": [], "was_cancelled": true}]}]
        """;
  }

  @Test
  void isTakenAsTheAnswerOfItsSourceOnce() {
    CampaignId campaign = asking(readyDataset(), 7, 2);
    String rows = "image,label\n7,plum\n";
    read(campaign, "csv", rows);

    JsonNode again = read(campaign, "csv", rows).json();

    assertThat(again.path("alreadyAnswered").asInt() + again.path("alreadyDecided").asInt())
        .isEqualTo(1);
    assertThat(csv(campaign)).containsOnlyOnce("plum");
  }

  @Test
  void refusesWhatCannotBeImported() {
    CampaignId people = campaign(readyDataset(), PEOPLE);
    CampaignId simulated = campaign(readyDataset(), "'oracle': 'simulated', 'budgets': ['3']");

    assertThat(read(people, "xml", "").status()).isEqualTo(400);
    assertThat(read(simulated, "csv", "image,label\n").status()).isEqualTo(409);
    assertThat(read(people, "label-studio", "{}").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/campaigns/" + people + "/export?format=xml").status())
        .isEqualTo(400);
    assertThat(read(people, "csv", "image,label\n" + "7,plum\n".repeat(20_000)).status())
        .as("more than the test's largest import")
        .isEqualTo(413);
  }

  private CampaignId asking(DatasetId dataset, int... images) {
    CampaignId campaign = campaign(dataset, PEOPLE);
    request(campaign, dataset, 0, images);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    return campaign;
  }

  private Api.Answer read(CampaignId campaign, String format, String rows) {
    return api.send(
        "/api/v1/campaigns/" + campaign + "/imports?source=tests&format=" + format,
        "application/octet-stream",
        rows.getBytes(StandardCharsets.UTF_8));
  }

  private String export(CampaignId campaign, String format) {
    Api.Answer exported = api.get("/api/v1/campaigns/" + campaign + "/export?format=" + format);
    assertThat(exported.status()).isEqualTo(200);
    assertThat(exported.header("Content-Disposition")).contains(campaign.value());
    return new String(exported.bytes(), StandardCharsets.UTF_8);
  }

  private String csv(CampaignId campaign) {
    return export(campaign, "csv");
  }

  private static JsonNode json(String text) {
    return Json.read("export", text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
