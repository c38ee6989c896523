package io.modicum.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels come in from other tools. */
@QuarkusTest
class LabelImportTest extends ExchangeTest {

  @Inject Sql sql;

  @Test
  void holdsLabelsUntilTheirImageIsAskedFor() {
    // Given
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, PEOPLE);

    // When
    JsonNode report = read(campaign, "csv", "image,label\n7,plum\n2,apple\n").json();
    request(campaign, dataset, 0, 7, 2, 9);

    // Then
    assertThat(report.path("held").asInt()).isEqualTo(2);
    await(() -> view(campaign), view -> view.path("tasks").path("answered").asInt() == 2);
    assertThat(export(campaign, "folders")).contains("plum/7.png", "apple/2.png");
  }

  @Test
  void takesTheRowsThatCanBeUsedAndTellsOfTheOthers() {
    // Given
    CampaignId campaign = asking(readyDataset(), 7, 2, 9);

    // When
    JsonNode report =
        read(
                campaign,
                "csv",
                "label,image,note\nplum,7,\"a, b\"\nkiwi,2,\nplum,x,\nplum,12,\n,9,\npear,7,\npear,9,\n")
            .json();

    // Then
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
          json-lines   | {"image": 7, "label": "plum"}~[7]~{"image": 2}                   | 1 | 2
          folders      | plum/7.png\thttps://m.example.org/api/v1/datasets/DATASET/images/7~plum.png~c%/1.png | 1 | 2
          label-studio | [TASK, 5, {"data": {"image": "7"}, "annotations": [17]}, {"data": {"image": "9"}, "annotations": [{"result": [{"type": "choices", "from_name": "label", "value": {"choices": ["plum", "pear"]}}]}]}] | 1 | 3
          csv          | image,label~7,plum~2,pear,apple~9,plum,,                         | 2 | 1
          ground-truth | {"image": 7, "k": 2, "k-metadata": {"class-name": "plum", "type": "groundtruth/image-classification"}}~{"source-ref": "s3://b/2.png"} | 1 | 1
          """)
  void readsOnAfterRowsThatSayNothing(String format, String rows, int accepted, int refused) {
    // Given
    DatasetId dataset = readyDataset();
    CampaignId campaign = asking(dataset, 7, 2, 9);

    // When
    JsonNode report =
        read(
                campaign,
                format,
                rows.replace("~", "\n").replace("DATASET", dataset.value()).replace("TASK", TASK))
            .json();

    // Then
    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(accepted);
    assertThat(report.path("refused").asInt()).as(report.toString()).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          csv          | image,label~7,plum~9,"plum                | row 3
          csv          | image,label~7,plum~9,b\u00E4r            | line 3
          json-lines   | {"image": 7, "label": "plum"}~{"image": 9 | line 2
          label-studio | [TASK, {"data"                            | row 2
          label-studio | [TASK                                     | row 2
          folders      | plum/7.png~plum/b\u00E4r.png             | line 2
          """)
  void takesNothingOfAFileThatBreaksOff(String format, String rows, String where) {
    // Given
    CampaignId campaign = asking(readyDataset(), 7, 2, 9);

    // When
    Api.Answer answer =
        read(
            campaign,
            format,
            rows.replace("~", "\n").replace("TASK", TASK).getBytes(StandardCharsets.ISO_8859_1));

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains(where, "nothing was taken");
    assertThat(export(campaign, "folders")).isEmpty();
  }

  @Test
  void takesNothingOfAFileInAnotherEncodingHoweverFarDownThatShows() {
    // Given
    int images = 1_300;
    CampaignId campaign =
        campaign(readyDataset(CLASSES, images, new int[images + TEST], List.of()), PEOPLE);
    String rows =
        IntStream.range(1, images)
            .mapToObj(row -> row + (row == 1_199 ? ",B\u00E4r" : ",plum"))
            .collect(Collectors.joining("\r\n", "image,label\r\n", ""));

    // When
    Api.Answer answer = read(campaign, "csv", rows.getBytes(Charset.forName("windows-1252")));

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText())
        .contains("line 1200", "0xe4", "save the file as UTF-8", "nothing was taken");
    assertThat(held(campaign)).isZero();
  }

  private long held(CampaignId campaign) {
    return sql.first(
            "select count(*) from imported_label where campaign = ?",
            row -> row.getLong(1),
            campaign.value())
        .orElseThrow();
  }

  @Test
  void isTakenAsTheAnswerOfItsSourceOnce() {
    // Given
    CampaignId campaign = asking(readyDataset(), 7, 2);
    String rows = "image,label\n7,plum\n";
    read(campaign, "csv", rows);

    // When
    JsonNode again = read(campaign, "csv", rows).json();

    // Then
    assertThat(again.path("alreadyAnswered").asInt() + again.path("alreadyDecided").asInt())
        .isEqualTo(1);
    assertThat(csv(campaign)).containsOnlyOnce("plum");
  }

  @ParameterizedTest
  @CsvSource({"xml, 'image,label'", "label-studio, {}"})
  void refusesAFileThatIsOfNoFormat(String format, String file) {
    // Given
    CampaignId campaign = campaign(readyDataset(), PEOPLE);

    // When
    Api.Answer refused = read(campaign, format, file);

    // Then
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void refusesLabelsForACampaignThatASimulatedOracleAnswers() {
    // Given
    CampaignId simulated = campaign(readyDataset(), "'oracle': 'simulated', 'budgets': ['3']");

    // When
    Api.Answer refused = read(simulated, "csv", "image,label\n");

    // Then
    assertThat(refused.status()).isEqualTo(409);
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    // Given
    CampaignId campaign = campaign(readyDataset(), PEOPLE);

    // When
    Api.Answer refused = read(campaign, "csv", "image,label\n" + "7,plum\n".repeat(20_000));

    // Then
    assertThat(refused.status()).as("more than the test's largest import").isEqualTo(413);
    assertThat(refused.json().path("detail").asText())
        .contains("102400 bytes", "modicum.gateway.largest-import");
  }
}
