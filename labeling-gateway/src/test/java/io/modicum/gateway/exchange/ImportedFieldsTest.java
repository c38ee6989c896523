package io.modicum.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Images and classes are found in the columns, fields and controls of files as other tools write
 * them.
 */
@QuarkusTest
class ImportedFieldsTest extends ExchangeTest {

  @ParameterizedTest
  @CsvSource({
    "UTF-8, '\uFEFFimage,label~7,plum'",
    "UTF-8, 'image;label~7;plum'",
    "UTF-8, 'note;image;label~\"a;b\";7;plum'",
    "UTF-16LE, '\uFEFFimage\tlabel~7\tplum'",
    "UTF-16BE, '\uFEFFimage\tlabel~7\tplum'"
  })
  void readsWhatSpreadsheetsWrite(String charset, String rows) {
    // Given
    CampaignId campaign = asking(readyDataset(), 7, 2);

    // When
    JsonNode report =
        read(campaign, "csv", rows.replace("~", "\r\n").getBytes(Charset.forName(charset))).json();

    // Then
    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      textBlock =
          """
          image|label       ! no column 'image'; the file has: image|label (one column: are its cells separated by
          image,class       ! no column 'label'; the file has: image, class (say which it is with &label=)
          photo;label;x     ! no column 'image'; the file has: photo, label, x (say which it is with &image=)
          ``                ! the file is empty
          PK\u0003\u0004x ! a spreadsheet or a ZIP file; save it as CSV UTF-8
          """)
  void namesTheColumnsThatAreThereWhereOneIsMissing(String header, String expected) {
    // Given
    CampaignId campaign = campaign(readyDataset(), PEOPLE);

    // When
    Api.Answer answer = read(campaign, "csv", header + "\n");

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains(expected);
  }

  @Test
  void readsColumnsOfOtherNames() {
    takesAPlum("csv&image=file&label=what", "what,file,label\nplum,7,pear\n");
  }

  /** One letter as two characters in the file, and as one in the address. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          csv          ! image,Ka\u0308fer\\n7,plum\\n
          json-lines   ! {"image": 7, "Ka\u0308fer": "plum"}
          label-studio ! [{"data": {"modicum_image": 7}, "annotations": [{"result": [{"type": "choices", "from_name": "Ka\u0308fer", "value": {"choices": ["plum"]}}]}]}]
          """)
  void comparesTheNamesOfFieldsAsPeopleReadThem(String format, String file) {
    takesAPlum(format + "&label=K%C3%A4fer", file.replace("\\n", "\n"));
  }

  /** Holds that a file which says that image 7 is a plum is read so. */
  void takesAPlum(String format, String file) {
    // Given
    CampaignId campaign = asking(readyDataset(), 7, 2);

    // When
    JsonNode report = read(campaign, format, file).json();

    // Then
    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
    assertThat(csv(campaign)).contains("7,plum");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          &label=kind ! the line has no field 'kind'; it has: image, label (say which it is with &label=)
          &image=file ! the line has no field 'file'; it has: image, label (say which it is with &image=)
          """)
  void namesTheFieldThatALineLacks(String parameter, String expected) {
    // Given
    CampaignId campaign = asking(readyDataset(), 7, 2);

    // When
    Api.Answer answer =
        read(campaign, "json-lines" + parameter, "{\"image\": 7, \"label\": \"plum\"}");

    // Then
    assertThat(answer.json().toString()).contains(expected);
  }

  /**
   * Exports of Label Studio 1.23.2 of one project, whose interface has an image {@code photo},
   * choices {@code quality} and {@code label}, and a rating; the snapshot's predictions are numbers
   * and its users objects.
   */
  @ParameterizedTest
  @CsvSource({
    "label-studio, export.json, 0",
    "label-studio, snapshot.json, 0",
    "label-studio, export-min.json, 1",
    "csv&image=photo, export.csv, 1"
  })
  void readsWhatLabelStudioExports(String format, String file, int refused) throws IOException {
    // Given
    CampaignId campaign = asking(pets(FILES.subList(0, 7)), 0, 1, 2, 3, 4);

    // When
    JsonNode report = read(campaign, format, resource(file)).json();

    // Then
    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(5);
    assertThat(report.path("refused").asInt()).as(report.toString()).isEqualTo(refused);
    assertThat(csv(campaign).lines().skip(1).map(line -> line.replaceAll(",0,1.0,.*", "")))
        .containsExactly("0,cats", "1,cats", "2,dogs", "3,cats", "4,cats");
  }

  private static byte[] resource(String file) throws IOException {
    try (InputStream in =
        ImportedFieldsTest.class.getResourceAsStream("/label-studio-1.23.2/" + file)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          quality:pear label:plum |                | plum
          label:plum quality:pear |                | plum
          choice:plum             |                | plum
          label:pear kind:plum    | &label=kind    | plum
          kind:plum quality:pear  | &label=kind    | plum
          kind:plum quality:pear  |                | kind, quality
          quality:pear            | &label=label   | no choice named 'label'; it has quality
          """)
  void takesTheChoiceOfTheControlThatIsNamed(String choices, String parameter, String expected) {
    // Given
    CampaignId campaign = asking(readyDataset(), 7, 2);
    String result =
        Arrays.stream(choices.split(" "))
            .map(choice -> choice.split(":"))
            .map(
                choice ->
                    "{\"type\": \"choices\", \"from_name\": \"%s\", \"value\": {\"choices\": [\"%s\"]}}"
                        .formatted(choice[0], choice[1]))
            .collect(Collectors.joining(","));

    // When
    Api.Answer answer =
        read(
            campaign,
            "label-studio" + (parameter == null ? "" : parameter),
            "[{\"data\": {\"modicum_image\": 7}, \"annotations\": [{\"result\": ["
                + result
                + "]}]}]");

    // Then
    String said = answer.status() == 200 ? csv(campaign) + answer.json() : answer.json().toString();
    assertThat(said).contains(expected);
    assertThat(csv(campaign)).doesNotContain("pear");
  }
}
