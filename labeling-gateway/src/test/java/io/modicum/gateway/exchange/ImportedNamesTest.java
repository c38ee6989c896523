package io.modicum.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows name images and classes as people do. */
@QuarkusTest
class ImportedNamesTest extends ExchangeTest {

  @ParameterizedTest
  @CsvSource({
    "dogs/0003.png, 7",
    "pets/dogs/0003.png, 7",
    "./pets/dogs/0003.png, 7",
    "pets\\dogs\\0003.png, 7",
    "/home/ada/pets/dogs/0003.png, 7",
    "C:\\sets\\dogs\\0003.png, 7",
    "s3://bucket/dogs/0003.png, 7",
    "https://cdn.example.org/pets/dogs/0003.png?signature=ab/3, 7",
    "/data/local-files/?d=my%20pets/dogs/0003.png, 7",
    "/data/upload/3/0123abcd-17.png, 6",
    "dogs/17.png, 6",
    "0001.png, 5",
    "cats/B\u00E4r 1 (2).png, 1",
    "https://example.org/cats/B%C3%A4r%201%20(2).png, 1",
    "/data/upload/1/f26949f7-B%C3%A4r_1_2.png, 1",
    "17, may be the image's index or a name of its file",
    "3, may be the image's index or a name of its file",
    "s3://bucket/images/3/0003.png, the dataset has no",
    "images/7/dogs/0003.png, 7",
    "0003.png, 0003.png' may be any of pets/cats/0003.png",
    "birds/0003.png, the dataset has no 'birds/0003.png'",
    "https://example.org/images/3.png, the dataset has no",
    "test/dogs/0009.png, test split"
  })
  void findsImagesByThePathOfTheirFile(String image, String expected) {
    // Given
    CampaignId campaign = asking(pets(FILES), IntStream.range(0, FILES.size()).toArray());

    // When
    JsonNode report = read(campaign, "csv", "image,label\n\"" + image + "\",dogs\n").json();

    // Then
    if (expected.matches("[0-9]+")) {
      assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
      assertThat(csv(campaign)).contains("\n" + expected + ",dogs,");
    } else {
      assertThat(report.path("accepted").asInt()).isZero();
      assertThat(report.at("/errors/0/message").asText()).contains(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          csv          ! no,image,label~3,dogs/0004.png,dogs
          json-lines   ! {"no": 3, "image": "dogs/0004.png", "label": "dogs"}
          label-studio ! [{"data": {"no": 3, "modicum_image": 2}, "annotations": [{"result": [{"type": "choices", "from_name": "label", "value": {"choices": ["dogs"]}}]}]}]
          """)
  void takesANumberForAnIndexWhereTheRequestSaysSo(String format, String rows) {
    // Given
    CampaignId campaign = asking(pets(FILES), 2, 3);

    // When
    JsonNode report = read(campaign, format + "&index=no", rows.replace("~", "\n")).json();

    // Then
    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
    assertThat(csv(campaign)).contains("\n3,dogs,");
  }

  @Test
  void readsWhatWasExportedBeforePathsWereByTheAddressesInIt() {
    // Given
    DatasetId dataset = pets(FILES);
    CampaignId campaign = asking(dataset, 3);

    // When
    JsonNode report =
        read(
                campaign,
                "csv",
                "image,label,cycle,agreement,annotators,url\n3,dogs,0,1.0,ada,"
                    + root.resolve("/api/v1/datasets/" + dataset + "/images/3")
                    + "\n")
            .json();

    // Then
    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
  }

  @Test
  void takesNoNumberForAnIndexBecauseAnAddressEndsWithIt() {
    // Given
    DatasetId dataset = readyDataset();
    CampaignId campaign = asking(dataset, 3, 7);
    String ours = root.resolve("/api/v1/datasets/" + dataset + "/images/7").toString();

    // When
    JsonNode report =
        read(
                campaign,
                "csv",
                "image,label\ndogs/0003.png,plum\nhttps://example.org/images/3.png,plum\n"
                    + ours.replace(dataset.value(), "other-0123456789ab")
                    + ",plum\n"
                    + ours
                    + ",plum\n")
            .json();

    // Then
    assertThat(csv(campaign)).contains("\n7,plum").doesNotContain("\n3,");
    assertThat(report.path("errors"))
        .extracting(error -> error.path("message").asText())
        .satisfiesExactly(
            first -> assertThat(first).contains("knows no files", "/images/17", "dogs/0003.png"),
            second -> assertThat(second).contains("knows no files"),
            third -> assertThat(third).contains("other-0123456789ab", dataset.value()));
  }

  @Test
  void takesNoNumberFromAnImageThatTheRowCarriesItself() {
    // Given
    CampaignId campaign = asking(readyDataset(), 7, 2, 9);
    String row =
        "{\"data\": {\"image\": \"data:image/png;base64,iVBORw0KGgo/7\"%s}, \"annotations\":"
            + " [{\"result\": [{\"from_name\": \"label\", \"type\": \"choices\","
            + " \"value\": {\"choices\": [\"plum\"]}}]}]}";

    // When
    JsonNode report =
        read(
                campaign,
                "label-studio",
                "[" + row.formatted("") + "," + row.formatted(", \"modicum_image\": 9") + "]")
            .json();

    // Then
    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
    assertThat(report.at("/errors/0/message").asText()).contains("data: URL");
    assertThat(export(campaign, "folders")).startsWith("plum/9.png");
  }

  /** One letter as one character, and as two, which means the same (Unicode Annex 15). */
  private static final String COMPOSED = "B\u00E4r";

  private static final String DECOMPOSED = "Ba\u0308r";

  /**
   * Starts a campaign whose first class is so packed, and typed otherwise for its gold question.
   */
  private CampaignId namedAs(String packed, String typed) {
    DatasetId dataset = readyDataset(List.of(packed, "pear"), POOL, new int[POOL], List.of());
    return waiting(
        dataset,
        PEOPLE + ", 'annotation': {'gold': {'labels': {'5': ' %s'}, 'share': 0}}".formatted(typed),
        7,
        2,
        9);
  }

  @ParameterizedTest
  @CsvSource({COMPOSED + "," + DECOMPOSED, DECOMPOSED + "," + COMPOSED})
  void importsClassesAsPeopleReadThem(String packed, String typed) {
    // Given
    CampaignId campaign = namedAs(packed, typed);

    // When
    JsonNode report = read(campaign, "csv", "image,label\n7, " + typed + " \n").json();

    // Then
    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
    assertThat(csv(campaign)).contains("\n7," + packed + ",");
  }

  @ParameterizedTest
  @CsvSource({COMPOSED + "," + DECOMPOSED, DECOMPOSED + "," + COMPOSED})
  void takesClassesOfAnnotatorsAsPeopleReadThem(String packed, String typed) {
    // Given
    CampaignId campaign = namedAs(packed, typed);
    Labeller ada = labeller("ada", campaign);
    JsonNode tasks = ada.lease(2).path("tasks");
    long first = tasks.path(0).path("id").asLong();
    long second = tasks.path(1).path("id").asLong();

    // When
    String answered = ada.answer(first, typed + " ");
    String corrected = ada.correct(first, typed);
    String decided = new Labeller(api, campaign).decide(second, typed);

    // Then
    assertThat(List.of(answered, corrected, decided)).containsOnly("accepted");
  }

  @ParameterizedTest
  @CsvSource({COMPOSED + "," + DECOMPOSED, DECOMPOSED + "," + COMPOSED})
  void readsClassesOfGoldQuestionsAsPeopleReadThem(String packed, String typed) {
    // When
    CampaignId campaign = namedAs(packed, typed);

    // Then
    assertThat(
            Json.read(
                    "specification",
                    store.get(ObjectKeys.specification(campaign)),
                    CampaignSpecification.class)
                .annotation()
                .gold()
                .labels())
        .containsEntry(5, packed);
  }
}
