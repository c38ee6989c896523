package io.modicum.gateway.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class DatasetsTest extends GatewayTest {

  private final String fileName = UUID.randomUUID() + ".zip";
  private final String address = "/api/v1/datasets?name=Red%20Fruit&fileName=" + fileName;

  private final byte[] archive = fileName.getBytes(StandardCharsets.UTF_8);

  @Test
  void storesAnArchiveAndLetsItBePackedOnce() {
    Api.Answer first = api.send(address, "application/octet-stream", archive);
    Api.Answer second = api.send(address, "application/octet-stream", archive);
    api.send(address + "&imageSize=8", "application/octet-stream", archive);

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.json()).isEqualTo(first.json());
    DatasetId id = new DatasetId(first.json().path("id").asText());
    assertThat(id.value()).startsWith("red-fruit-");
    assertThat(store.get(ObjectKeys.archive(id))).isEqualTo(archive);
    List<DatasetRegistered> both =
        chain.hear(DatasetRegistered.class, 2, event -> event.fileName().equals(fileName));
    assertThat(both)
        .extracting(DatasetRegistered::imageSize, event -> event.dataset().equals(id))
        .containsExactlyInAnyOrder(tuple(0, true), tuple(8, false));
  }

  @Test
  void labelsAndPathsOfADatasetThatIsPackedAnewAreReadAnew() {
    DatasetId dataset =
        readyDataset(
            new int[POOL], List.of(objects.put(Dataset.PATHS, Json.bytes(paths("apples")))));
    AtomicLong nanoseconds = new AtomicLong();
    DatasetObjects later = new DatasetObjects(store, nanoseconds::get);
    assertThat(later.className(dataset, 0)).contains("apple");
    assertThat(later.paths(dataset).orElseThrow().path(0)).isEqualTo("apples/0.png");
    Manifest<Dataset> packed = Manifest.read(store, ObjectKeys.dataset(dataset), Dataset.class);
    int[] plums = new int[POOL + TEST];
    Arrays.fill(plums, 2);
    objects.commit(
        ObjectKeys.dataset(dataset),
        packed.content(),
        List.of(
            objects.put(Dataset.LABELS, Npy.encode(plums, plums.length)),
            objects.put(Dataset.PATHS, Json.bytes(paths("plums")))));

    nanoseconds.addAndGet(Duration.ofMinutes(2).toNanos());

    assertThat(later.className(dataset, 0)).contains("plum");
    assertThat(later.paths(dataset).orElseThrow().path(0)).isEqualTo("plums/0.png");
  }

  private static List<String> paths(String folder) {
    return IntStream.range(0, POOL + TEST).mapToObj(i -> folder + "/" + i + ".png").toList();
  }

  @Test
  void aDatasetThatFailedIsTriedAgainWithAnotherShareOfBrokenImages() {
    DatasetId id =
        new DatasetId(
            api.send(address, "application/octet-stream", archive).json().path("id").asText());
    chain.send(
        new StageFailed(
            id.value(), "pack-dataset", -1, true, "broken", "dataset-registered", "{}"));
    await(() -> dataset(id), view -> state(view).equals("failed"));

    Api.Answer again = api.send(address + "&mostBroken=0.2", "application/octet-stream", archive);

    assertThat(again.json().path("id").asText()).isEqualTo(id.value());
    assertThat(chain.hear(DatasetRegistered.class, 2, event -> event.dataset().equals(id)))
        .extracting(event -> event.mostBroken().orElseThrow())
        .containsExactly(0.05, 0.2);
    assertThat(api.send(address + "&mostBroken=5", "application/octet-stream", archive).status())
        .isEqualTo(400);
  }

  @Test
  void aDatasetOfADeclaredFormatKeepsTheAddressThatItHadInTheFirstRelease() {
    byte[] released = "released".getBytes(StandardCharsets.UTF_8);
    String cifar = "/api/v1/datasets?name=old&fileName=" + fileName + "&format=cifar-10";

    JsonNode registered = api.send(cifar, "application/octet-stream", released).json();

    assertThat(registered.path("id").asText()).isEqualTo("old-3110b407767e");
    assertThat(registered.path("format").asText()).isEqualTo("cifar-10");
  }

  @Test
  void givesTheImagesOfAPackedDatasetAsPng() throws Exception {
    DatasetId id = readyDataset();

    JsonNode view = dataset(id);
    assertThat(view.path("classes"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(CLASSES);
    assertThat(view.path("pool").asInt()).isEqualTo(POOL);
    int index = 7;
    Api.Answer png = api.get("/api/v1/datasets/" + id + "/images/" + index);
    assertThat(png.contentType()).isEqualTo("image/png");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png.bytes()));
    int plane = SIDE * SIDE;
    for (int place = 0; place < plane; place++) {
      int rgb = image.getRGB(place % SIDE, place / SIDE);
      int first = index * 3 * plane + place;
      assertThat(new int[] {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255})
          .containsExactly(first & 255, first + plane & 255, first + 2 * plane & 255);
    }
    assertThat(api.get("/api/v1/datasets/" + id + "/images/" + POOL).status()).isEqualTo(404);
  }

  @Test
  void givesTheUploadedFileOfAnImageThatHasOne() {
    byte[] jpeg = {(byte) 0xff, (byte) 0xd8, 7};
    int[] places = new int[3 * (POOL + TEST)];
    places[3 * 5 + 1] = 2;
    places[3 * 5 + 2] = jpeg.length;
    byte[] files = ByteBuffer.allocate(9).position(2).put(jpeg).array();
    DatasetId id =
        readyDataset(
            new int[POOL],
            List.of(
                objects.put(Dataset.ORIGINALS, Npy.encode(places, POOL + TEST, 3)),
                objects.put(Dataset.originals(0), files)));
    String images = "/api/v1/datasets/" + id + "/images/";

    Api.Answer original = api.get(images + 5);

    assertThat(original.contentType()).isEqualTo("image/jpeg");
    assertThat(original.bytes()).isEqualTo(jpeg);
    assertThat(original.header("Cache-Control")).contains("immutable");
    assertThat(api.get(images + "5/thumbnail").contentType()).isEqualTo("image/png");
    assertThat(api.get(images + 6).bytes()).isEqualTo(api.get(images + "6/thumbnail").bytes());
    assertThat(api.get(images + POOL).status()).isEqualTo(404);
  }

  @Test
  void tellsWhatWasLeftOutOfTheArchive() {
    List<Dataset.Skipped> skipped =
        List.of(
            new Dataset.Skipped("broken", 2, List.of("a/1.jpg: is empty", "a/2.jpg: is empty")),
            new Dataset.Skipped("helper", 70, List.of(".DS_Store")));

    DatasetId id = readyDataset(CLASSES, POOL, new int[POOL], List.of(), skipped);

    JsonNode told = dataset(id).path("skipped");
    assertThat(told).hasSize(2);
    assertThat(told.at("/0/reason").asText()).isEqualTo("broken");
    assertThat(told.at("/0/names/1").asText()).isEqualTo("a/2.jpg: is empty");
    assertThat(told.at("/1/files").asInt()).isEqualTo(70);
  }

  @Test
  void listsEveryFileThatWasLeftOutPageByPageAndAsATable() {
    String header = "path,reason,detail\r\n";
    String rows =
        IntStream.range(0, 5000)
            .mapToObj(i -> "\"b\u00e4r, " + i + ".png\",broken,\"is \"\"empty\"\"\"\r\n")
            .collect(Collectors.joining());
    byte[] table = (header + rows + "=1+2.txt,unused,\r\n").getBytes(StandardCharsets.UTF_8);
    DatasetId id = readyDataset(new int[POOL], List.of(objects.put(Dataset.PROBLEMS, table)));
    String problems = "/api/v1/datasets/" + id + "/problems?limit=200";

    List<JsonNode> listed = new ArrayList<>();
    JsonNode page = api.get(problems).json();
    while (page.has("next")) {
      page.path("items").forEach(listed::add);
      page = api.get(problems + "&cursor=" + page.path("next").asText()).json();
    }
    page.path("items").forEach(listed::add);
    Api.Answer whole = api.get(problems, "Accept", "text/csv");

    assertThat(listed).hasSize(5001);
    assertThat(listed.get(4321)).isEqualTo(problem("b\u00e4r, 4321.png", "broken", "is \"empty\""));
    assertThat(listed.get(5000)).isEqualTo(problem("=1+2.txt", "unused", ""));
    assertThat(whole.contentType()).startsWith("text/csv");
    assertThat(new String(whole.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(header + rows + "'=1+2.txt,unused,\r\n");
    assertThat(api.get("/api/v1/datasets/" + id + "/problems?cursor=YWZ0ZXIgMjU").status())
        .as("in the middle of a row")
        .isEqualTo(400);
  }

  @Test
  void listsTheFilesThatADatasetWasRefusedFor() {
    DatasetId id = new DatasetId(upload("fruit").path("id").asText());
    String problems = "/api/v1/datasets/" + id + "/problems";
    JsonNode before = api.get(problems).json();

    store.put(
        ObjectKeys.problems(id),
        "path,reason,detail\r\na.png,broken,is empty\r\n".getBytes(StandardCharsets.UTF_8),
        "text/csv");

    assertThat(before.path("items")).isEmpty();
    assertThat(api.get(problems).json().path("items"))
        .containsExactly(problem("a.png", "broken", "is empty"));
  }

  private static JsonNode problem(String path, String reason, String detail) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("path", path)
        .put("reason", reason)
        .put("detail", detail);
  }

  @Test
  void tellsOfNamesThatTheDatabaseCannotHold() {
    List<Dataset.Skipped> skipped =
        List.of(new Dataset.Skipped("helper", 1, List.of(".x\0", "\\u0000", "\ud83e\udd5d")));

    DatasetId id = readyDataset(CLASSES, POOL, new int[POOL], List.of(), skipped);

    assertThat(dataset(id).at("/skipped/0/names"))
        .extracting(JsonNode::asText)
        .containsExactly(".x\uFFFD", "\\u0000", "\ud83e\udd5d");
  }

  @Test
  void tellsOfAFailureInWordsThatTheDatabaseCannotHold() {
    DatasetId id = new DatasetId(upload("fruit").path("id").asText());

    assertThat(reasonOnceItFailed(id, "a\0b/1.png: is broken"))
        .isEqualTo("a\uFFFDb/1.png: is broken");
  }

  @Test
  void packsAFailedArchiveAgainWhenItIsSentAgain() {
    DatasetId id =
        new DatasetId(
            api.send(address, "application/octet-stream", archive).json().path("id").asText());
    assertThat(reasonOnceItFailed(id, "fruit.zip: is broken")).isEqualTo("fruit.zip: is broken");

    JsonNode again = api.send(address, "application/octet-stream", archive).json();

    assertThat(state(again)).isEqualTo("registered");
    assertThat(chain.hear(DatasetRegistered.class, 2, event -> event.dataset().equals(id)))
        .hasSize(2);
  }

  /** Tells that the packing of a dataset failed, and returns the reason that is shown then. */
  private String reasonOnceItFailed(DatasetId id, String reason) {
    chain.send(
        new StageFailed(id.value(), "pack-dataset", -1, true, reason, "dataset-registered", "{}"));
    return await(() -> dataset(id), view -> state(view).equals("failed"))
        .path("failure")
        .path("reason")
        .asText();
  }

  @Test
  void listsImagesByTheirPathsPageByPageAndCountsThemByClass() {
    int[] labels = new int[POOL + TEST];
    Arrays.fill(labels, 2);
    labels[0] = -1;
    labels[1] = 1;
    List<String> paths =
        IntStream.range(0, POOL + TEST).mapToObj(i -> i == 1 ? "" : i + ".jpg").toList();
    DatasetId dataset =
        readyDataset(labels, List.of(objects.put(Dataset.PATHS, Json.bytes(paths))));
    String address = "/api/v1/datasets/" + dataset;

    JsonNode first = api.get(address + "/images?limit=12").json();
    JsonNode second =
        api.get(address + "/images?limit=200&cursor=" + first.path("next").asText()).json();

    assertThat(first.path("items")).hasSize(12).allMatch(image -> split(image).equals("pool"));
    assertThat(first.at("/items/0").toString())
        .isEqualTo("{\"index\":0,\"split\":\"pool\",\"path\":\"0.jpg\"}");
    assertThat(first.at("/items/1").toString())
        .isEqualTo("{\"index\":1,\"split\":\"pool\",\"label\":\"pear\"}");
    assertThat(second.path("items")).hasSize(TEST).allMatch(image -> split(image).equals("test"));
    assertThat(second.has("next")).isFalse();
    assertThat(api.get(address + "/classes").json().toString())
        .isEqualTo(
            "{\"classes\":[{\"name\":\"apple\",\"pool\":0,\"test\":0},"
                + "{\"name\":\"pear\",\"pool\":1,\"test\":0},"
                + "{\"name\":\"plum\",\"pool\":10,\"test\":200}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          label=pear                      | 1
          labelled=false                  | 0
          labelled=true&split=pool&limit=3 | 1 2 3
          folder=dogs                     | 3 4
          folder=/pets/dogs/              | 3
          folder=pets&label=plum          | 3
          split=test&folder=dogs          | ''
          """)
  void listsTheImagesThatAreWanted(String filter, String expected) {
    // Given
    int[] labels = new int[POOL + TEST];
    Arrays.fill(labels, 2);
    labels[0] = -1;
    labels[1] = 1;
    List<String> paths =
        IntStream.range(0, POOL + TEST)
            .mapToObj(i -> (i == 3 ? "pets/dogs/" : i == 4 ? "dogs/" : "cats/") + i + ".jpg")
            .toList();
    DatasetId dataset =
        readyDataset(labels, List.of(objects.put(Dataset.PATHS, Json.bytes(paths))));

    // When
    JsonNode listed = api.get("/api/v1/datasets/" + dataset + "/images?" + filter).json();

    // Then
    assertThat(listed.path("items"))
        .extracting(image -> image.path("index").asText())
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
  }

  @Test
  void pagesOfWantedImagesLeadOnToTheOthersThatAre() {
    DatasetId dataset = readyDataset();
    String address = "/api/v1/datasets/" + dataset + "/images?label=pear&split=pool&limit=3";

    JsonNode first = api.get(address).json();
    JsonNode second = api.get(address + "&cursor=" + first.path("next").asText()).json();

    assertThat(first.path("items"))
        .extracting(image -> image.path("index").asInt())
        .containsExactly(1, 4, 7);
    assertThat(second.path("items"))
        .extracting(image -> image.path("index").asInt())
        .containsExactly(10);
    assertThat(second.has("next")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"label=kiwi, label", "split=train, split"})
  void saysWhatThereIsWhereNothingIsWanted(String filter, String field) {
    Api.Answer refused = api.get("/api/v1/datasets/" + readyDataset() + "/images?" + filter);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
  }

  private static String split(JsonNode image) {
    return image.path("split").asText();
  }
}
