package io.modicum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.storage.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels go out to other tools and come in from them. */
@QuarkusTest
class ExchangeTest extends GatewayTest {

  private static final String PEOPLE = "'budgets': ['3', '6']";

  @Inject Sql sql;

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
          json-lines   | {"image": 7, "label": "plum"}~[7]~{"image": 2}                   | 1 | 2
          folders      | plum/7.png\thttps://m.example.org/api/v1/datasets/DATASET/images/7~plum.png~c%/1.png | 1 | 2
          label-studio | [TASK, 5, {"data": {"image": "7"}, "annotations": [17]}, {"data": {"image": "9"}, "annotations": [{"result": [{"type": "choices", "from_name": "label", "value": {"choices": ["plum", "pear"]}}]}]}] | 1 | 3
          csv          | image,label~7,plum~2,pear,apple~9,plum,,                         | 2 | 1
          ground-truth | {"image": 7, "k": 2, "k-metadata": {"class-name": "plum", "type": "groundtruth/image-classification"}}~{"source-ref": "s3://b/2.png"} | 1 | 1
          """)
  void readsOnAfterRowsThatSayNothing(String format, String rows, int accepted, int refused) {
    DatasetId dataset = readyDataset();
    CampaignId campaign = asking(dataset, 7, 2, 9);

    JsonNode report =
        read(
                campaign,
                format,
                rows.replace("~", "\n").replace("DATASET", dataset.value()).replace("TASK", TASK))
            .json();

    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(accepted);
    assertThat(report.path("refused").asInt()).as(report.toString()).isEqualTo(refused);
  }

  private static final String TASK =
      """
      {"data": {"modicum_image": 7}, "annotations": [{"result": [
        {"type": "choices", "from_name": "label", "value": {"choices": ["plum"]}}]}]}
      """;

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
    CampaignId campaign = asking(readyDataset(), 7, 2, 9);

    Api.Answer answer =
        read(
            campaign,
            format,
            rows.replace("~", "\n").replace("TASK", TASK).getBytes(StandardCharsets.ISO_8859_1));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains(where, "nothing was taken");
    assertThat(export(campaign, "folders")).isEmpty();
  }

  @Test
  void takesNothingOfAFileInAnotherEncodingHoweverFarDownThatShows() {
    int images = 1_300;
    CampaignId campaign =
        campaign(readyDataset(CLASSES, images, new int[images + TEST], List.of()), PEOPLE);
    String rows =
        IntStream.range(1, images)
            .mapToObj(row -> row + (row == 1_199 ? ",B\u00E4r" : ",plum"))
            .collect(Collectors.joining("\r\n", "image,label\r\n", ""));

    Api.Answer answer = read(campaign, "csv", rows.getBytes(Charset.forName("windows-1252")));

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

  @ParameterizedTest
  @CsvSource({
    "UTF-8, '\uFEFFimage,label~7,plum'",
    "UTF-8, 'image;label~7;plum'",
    "UTF-8, 'note;image;label~\"a;b\";7;plum'",
    "UTF-16LE, '\uFEFFimage\tlabel~7\tplum'",
    "UTF-16BE, '\uFEFFimage\tlabel~7\tplum'"
  })
  void readsWhatSpreadsheetsWrite(String charset, String rows) {
    CampaignId campaign = asking(readyDataset(), 7, 2);

    JsonNode report =
        read(campaign, "csv", rows.replace("~", "\r\n").getBytes(Charset.forName(charset))).json();

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
    CampaignId campaign = campaign(readyDataset(), PEOPLE);

    Api.Answer answer = read(campaign, "csv", header + "\n");

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
  private void takesAPlum(String format, String file) {
    CampaignId campaign = asking(readyDataset(), 7, 2);

    JsonNode report = read(campaign, format, file).json();

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
    CampaignId campaign = asking(readyDataset(), 7, 2);

    Api.Answer answer =
        read(campaign, "json-lines" + parameter, "{\"image\": 7, \"label\": \"plum\"}");

    assertThat(answer.json().toString()).contains(expected);
  }

  /** Where the files of a dataset of cats (0) and dogs (1) lay; the last is of the test split. */
  private static final List<String> FILES =
      List.of(
          "pets/cats/0003.png",
          "pets/cats/Ba\u0308r 1 (2).png",
          "pets/dogs/0004.png",
          "pets/cats/0004.png",
          "pets/cats/0005.png",
          "pets/dogs/0001.png",
          "pets/dogs/17.png",
          "pets/dogs/0003.png");

  private DatasetId pets(List<String> files) {
    int pool = POOL;
    List<String> paths =
        IntStream.range(0, pool + TEST)
            .mapToObj(
                image ->
                    image == pool
                        ? "pets/test/dogs/0009.png"
                        : image < files.size() ? files.get(image) : "pets/cats/x" + image + ".png")
            .toList();
    return readyDataset(
        List.of("cats", "dogs"),
        pool,
        new int[pool + TEST],
        List.of(objects.put(Dataset.PATHS, Json.bytes(paths))));
  }

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
    "17, pool",
    "3, 3",
    "0003.png, 0003.png' may be any of pets/cats/0003.png",
    "birds/0003.png, the dataset has no 'birds/0003.png'",
    "https://example.org/images/3.png, the dataset has no",
    "test/dogs/0009.png, test split"
  })
  void findsImagesByThePathOfTheirFile(String image, String expected) {
    CampaignId campaign = asking(pets(FILES), IntStream.range(0, FILES.size()).toArray());

    JsonNode report = read(campaign, "csv", "image,label\n\"" + image + "\",dogs\n").json();

    if (expected.matches("[0-9]+")) {
      assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
      assertThat(csv(campaign)).contains("\n" + expected + ",dogs,");
    } else {
      assertThat(report.path("accepted").asInt()).isZero();
      assertThat(report.at("/errors/0/message").asText()).contains(expected);
    }
  }

  @Test
  void takesNoNumberForAnIndexBecauseAnAddressEndsWithIt() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = asking(dataset, 3, 7);
    String ours = root.resolve("/api/v1/datasets/" + dataset + "/images/7").toString();

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

    assertThat(csv(campaign)).contains("\n7,plum").doesNotContain("\n3,");
    assertThat(report.path("errors"))
        .extracting(error -> error.path("message").asText())
        .satisfiesExactly(
            first -> assertThat(first).contains("knows no files", "/images/17", "dogs/0003.png"),
            second -> assertThat(second).contains("knows no files"),
            third -> assertThat(third).contains("other-0123456789ab", dataset.value()));
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
    CampaignId campaign = asking(pets(FILES.subList(0, 7)), 0, 1, 2, 3, 4);

    JsonNode report = read(campaign, format, resource(file)).json();

    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(5);
    assertThat(report.path("refused").asInt()).as(report.toString()).isEqualTo(refused);
    assertThat(csv(campaign).lines().skip(1).map(line -> line.replaceAll(",0,1.0,.*", "")))
        .containsExactly("0,cats", "1,cats", "2,dogs", "3,cats", "4,cats");
  }

  private static byte[] resource(String file) throws IOException {
    try (InputStream in = ExchangeTest.class.getResourceAsStream("/label-studio-1.23.2/" + file)) {
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
    CampaignId campaign = asking(readyDataset(), 7, 2);
    String result =
        Arrays.stream(choices.split(" "))
            .map(choice -> choice.split(":"))
            .map(
                choice ->
                    "{\"type\": \"choices\", \"from_name\": \"%s\", \"value\": {\"choices\": [\"%s\"]}}"
                        .formatted(choice[0], choice[1]))
            .collect(Collectors.joining(","));

    Api.Answer answer =
        read(
            campaign,
            "label-studio" + (parameter == null ? "" : parameter),
            "[{\"data\": {\"modicum_image\": 7}, \"annotations\": [{\"result\": ["
                + result
                + "]}]}]");

    String said = answer.status() == 200 ? csv(campaign) + answer.json() : answer.json().toString();
    assertThat(said).contains(expected);
    assertThat(csv(campaign)).doesNotContain("pear");
  }

  /** One letter as one character, and as two, which means the same (Unicode Annex 15). */
  @ParameterizedTest
  @CsvSource({"B\u00E4r, Ba\u0308r", "Ba\u0308r, B\u00E4r"})
  void comparesNamesAsPeopleReadThem(String packed, String typed) {
    DatasetId dataset =
        readyDataset(List.of(packed, "pear"), POOL, new int[POOL + TEST], List.of());
    CampaignId campaign =
        waiting(
            dataset,
            PEOPLE
                + ", 'annotation': {'gold': {'labels': {'5': ' %s'}, 'share': 0}}".formatted(typed),
            7,
            2,
            9);
    Labeller ada = labeller("ada", campaign);

    JsonNode report = read(campaign, "csv", "image,label\n7, " + typed + " \n").json();
    JsonNode tasks = ada.lease(2).path("tasks");
    long first = tasks.path(0).path("id").asLong();
    long second = tasks.path(1).path("id").asLong();

    assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(1);
    assertThat(ada.answer(first, typed + " ")).isEqualTo("accepted");
    assertThat(ada.correct(first, typed)).isEqualTo("accepted");
    assertThat(new Labeller(api, campaign).decide(second, typed)).isEqualTo("accepted");
    assertThat(csv(campaign)).contains("\n7," + packed + ",");
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

  @Test
  void takesNoNumberFromAnImageThatTheRowCarriesItself() {
    CampaignId campaign = asking(readyDataset(), 7, 2, 9);
    String row =
        "{\"data\": {\"image\": \"data:image/png;base64,iVBORw0KGgo/7\"%s}, \"annotations\":"
            + " [{\"result\": [{\"from_name\": \"label\", \"type\": \"choices\","
            + " \"value\": {\"choices\": [\"plum\"]}}]}]}";

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
    return read(campaign, format, rows.getBytes(StandardCharsets.UTF_8));
  }

  private Api.Answer read(CampaignId campaign, String format, byte[] file) {
    return api.send(
        "/api/v1/campaigns/" + campaign + "/imports?source=tests&format=" + format,
        "application/octet-stream",
        file);
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
