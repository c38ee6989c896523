package io.modicum.gateway.catalogue;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Preset;
import io.modicum.contracts.catalogue.Catalogue;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.catalogue.Offer;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.page.BrowserTest;
import io.modicum.gateway.page.Visit;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gateway tells of what campaigns can name. */
@QuarkusTest
class CataloguesTest extends BrowserTest {

  private static final Catalogue METHODS =
      new Catalogue(
          "pretrain-service 2",
          List.of(
              new Description(
                  "byol",
                  "A slow twin is the target.",
                  "Grill et al. 2020",
                  List.of(
                      Setting.number("decay", 0.99, 0, 1, "of the slow twin"),
                      Setting.integer("delay", 5, 0, 9, "until it is slow"))),
              plain("simsiam")));

  private static final Catalogue HEADS =
      new Catalogue(
          "inference-service 2",
          List.of(
              plain("logistic-regression"),
              new Description(
                  "nearest-mean",
                  "The class whose mean is the nearest.",
                  "",
                  List.of(Setting.number("sharpness", 1, 0, 100, "how fast it gets unlikely")))));

  @AfterEach
  void withdraw() {
    for (Offer offer : Offer.values()) {
      store.delete(offer.key());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PRETRAINING_METHODS, pretraining-methods, simsiam",
    "HEADS, heads, logistic-regression",
    "ARCHIVE_LAYOUTS, archive-layouts, auto",
    "DATASET_SOURCES, dataset-sources, archive",
    "IMAGE_FORMATS, image-formats, auto",
  })
  void listsWhatAServiceHasPublished(Offer offer, String path, String standard) {
    Catalogue published =
        new Catalogue(
            "service 2",
            List.of(
                new Description(
                    "new-one",
                    "Does it anew.",
                    "Anew 2027",
                    List.of(Setting.number("width", 0.5, 0, 1, "how wide")))));
    store.put(offer.key(), Json.bytes(published), "application/json");

    JsonNode listed =
        await(
            () -> api.get("/api/v1/" + path).json(),
            list -> list.path("software").asText().equals("service 2"));

    assertThat(listed.path("standard").asText()).isEqualTo(standard);
    assertThat(listed.path("entries").size()).isOne();
    JsonNode entry = listed.path("entries").path(0);
    assertThat(entry.path("name").asText()).isEqualTo("new-one");
    assertThat(entry.path("settings").path(0).path("standard").asDouble()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "pretraining-methods, simsiam",
    "heads, 'logistic-regression, linear-svm'",
    "archive-layouts, 'cifar-10, cifar-100, tiny-imagenet, idx, folder-per-class'",
    "dataset-sources, 'archive, bucket'",
    "image-formats, 'JPEG, PNG, GIF, BMP, WebP'",
  })
  void listsWhatOlderServicesHaveWhereNoneHasPublished(String path, String names) {
    JsonNode listed =
        await(
            () -> api.get("/api/v1/" + path).json(),
            list -> list.path("software").asText().isEmpty());

    assertThat(listed.path("entries"))
        .extracting(entry -> entry.path("name").asText())
        .containsExactly(names.split(", "));
  }

  @Test
  void startsACampaignThatNamesAMethodThatIsOffered() {
    DatasetId dataset = readyDataset();
    offer(Offer.PRETRAINING_METHODS, METHODS);

    Api.Answer started =
        await(
            () -> start(dataset, "'pretraining': {'method': 'byol', 'settings': {'delay': 7}}"),
            answer -> answer.status() == 201);

    CampaignId id = new CampaignId(started.json().path("id").asText());
    String key = ObjectKeys.specification(id);
    CampaignSpecification written = Json.read(key, store.get(key), CampaignSpecification.class);
    assertThat(written.pretraining().methodName()).isEqualTo("byol");
    assertThat(written.pretraining().settings()).isEqualTo(Map.of("decay", 0.99, "delay", 7.0));
    assertThat(written.pretraining().learningRate())
        .isEqualTo(Preset.SMALL.pretraining().learningRate());
  }

  @Test
  void startsACampaignThatNamesAHeadThatIsOffered() {
    DatasetId dataset = readyDataset();
    offered(Offer.HEADS, "heads", HEADS);

    Api.Answer started = start(dataset, "'classifier': {'kind': 'nearest-mean'}");

    assertThat(started.status()).isEqualTo(201);
    assertThat(started.json().at("/specification/classifier").toString())
        .isEqualTo(
            "{\"kind\":\"nearest-mean\",\"c\":0.0,\"committee\":0,"
                + "\"settings\":{\"sharpness\":1.0}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'pretraining': {'method': 'moco'} | pretraining.method | must be one of byol, simsiam, was"
            + " 'moco'",
        "'pretraining': {'method': 'byol', 'settings': {'decay': 2}} | pretraining.settings.decay"
            + " | must be a number from 0 to 1, was 2",
        "'pretraining': {'settings': {'decay': 0.5}} | pretraining.settings.decay"
            + " | is unknown; simsiam has no settings",
        "'classifier': {'kind': 'forest'} | classifier.kind"
            + " | must be one of logistic-regression, nearest-mean, was 'forest'",
        "'classifier': {'kind': 'nearest-mean', 'settings': {'sharpness': 101}}"
            + " | classifier.settings.sharpness | must be a number from 0 to 100, was 101",
      })
  void refusesWhatIsNotOffered(String fields, String field, String message) {
    DatasetId dataset = readyDataset();
    offered(Offer.PRETRAINING_METHODS, "pretraining-methods", METHODS);
    offered(Offer.HEADS, "heads", HEADS);

    Api.Answer refused = start(dataset, fields);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(refused.json().at("/errors/0/message").asText()).isEqualTo(message);
  }

  @Test
  void writesNothingOfTheMethodThatIsTakenWhereNoneIsNamed() {
    DatasetId dataset = readyDataset();

    Api.Answer started = start(dataset, "'pretraining': {'method': 'simsiam'}");

    assertThat(started.status()).isEqualTo(201);
    assertThat(started.json().at("/specification/pretraining").has("epochs")).isTrue();
    assertThat(started.json().at("/specification/pretraining").has("method")).isFalse();
    assertThat(started.json().at("/specification/pretraining").has("settings")).isFalse();
  }

  @Test
  void registersAnArchiveOfALayoutThatIsOfferedAndRefusesOthers() {
    offer(Offer.ARCHIVE_LAYOUTS, new Catalogue("pretrain-service 2", List.of(plain("flat-files"))));
    String fileName = UUID.randomUUID() + ".zip";
    byte[] archive = fileName.getBytes(StandardCharsets.UTF_8);
    String address = "/api/v1/datasets?name=new&fileName=" + fileName + "&format=";
    String type = "application/octet-stream";

    Api.Answer registered =
        await(
            () -> api.send(address + "flat-files", type, archive),
            answer -> answer.status() == 202);
    Api.Answer refused = api.send(address + "flat", type, archive);

    assertThat(registered.json().path("format").asText()).isEqualTo("flat-files");
    assertThat(
            chain
                .hear(DatasetRegistered.class, 1, event -> event.fileName().equals(fileName))
                .get(0)
                .format())
        .isEqualTo("flat-files");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/message").asText())
        .isEqualTo("must be one of auto, flat-files, was 'flat'");
  }

  @Test
  void theFormOffersTheMethodWhereThereAreSeveral() {
    DatasetId dataset = readyDataset();
    offered(Offer.PRETRAINING_METHODS, "pretraining-methods", METHODS);
    visit = Visit.onADesktop(root).signIn(adminKey(), "new/" + dataset);
    visit.page.getByLabel("Name").fill("By method");
    visit.page.getByLabel("Labels after each cycle").fill("2");
    visit.page.getByLabel("Method").selectOption("byol");
    visit.page.getByLabel("delay").fill("9");
    visit.look("new-campaign-by-method");

    visit.click("Start the campaign");

    assertThat(heading("By method")).isVisible();
    CampaignId campaign = new CampaignId(visit.page.url().replaceAll(".*/", ""));
    JsonNode pretraining = view(campaign).at("/specification/pretraining");
    assertThat(pretraining.path("method").asText()).isEqualTo("byol");
    assertThat(pretraining.path("settings").toString()).isEqualTo("{\"decay\":0.99,\"delay\":9.0}");
  }

  @Test
  void theFormOffersTheHead() {
    DatasetId dataset = readyDataset();
    offered(Offer.HEADS, "heads", HEADS);
    visit = Visit.onADesktop(root).signIn(adminKey(), "new/" + dataset);
    visit.page.getByLabel("Name").fill("By head");
    visit.page.getByLabel("Labels after each cycle").fill("2");
    visit.page.getByText("More options").click();
    visit.page.getByLabel("Classifier on the features").selectOption("nearest-mean");
    visit.page.getByLabel("sharpness").fill("2");
    visit.look("new-campaign-by-head");

    visit.click("Start the campaign");

    assertThat(heading("By head")).isVisible();
    CampaignId campaign = new CampaignId(visit.page.url().replaceAll(".*/", ""));
    JsonNode classifier = view(campaign).at("/specification/classifier");
    assertThat(classifier.path("kind").asText()).isEqualTo("nearest-mean");
    assertThat(classifier.path("settings").toString()).isEqualTo("{\"sharpness\":2.0}");
  }

  private Api.Answer start(DatasetId dataset, String fields) {
    return api.post(
        "/api/v1/campaigns", "{'dataset': '" + dataset + "', 'budgets': ['2'], " + fields + "}");
  }

  private void offer(Offer offer, Catalogue catalogue) {
    store.put(offer.key(), Json.bytes(catalogue), "application/json");
  }

  /** Offers something and waits until the gateway knows. */
  private void offered(Offer offer, String path, Catalogue catalogue) {
    offer(offer, catalogue);
    await(
        () -> api.get("/api/v1/" + path).json(),
        list -> list.path("software").asText().equals(catalogue.software()));
  }

  private static Description plain(String name) {
    return new Description(name, "", "", List.of());
  }
}
