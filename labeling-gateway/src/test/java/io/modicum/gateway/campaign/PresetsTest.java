package io.modicum.gateway.campaign;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.page.BrowserTest;
import io.modicum.gateway.page.Visit;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a preset leaves open is decided by the number of images, and told before it begins. */
@QuarkusTest
class PresetsTest extends BrowserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "10000 | 'seed': 1                                                   | 20   | 64  | 3120",
        "1000  | 'seed': 1                                                   | 200  | 64  | 3000",
        "300   | 'seed': 1                                                   | 750  | 64  | 3000",
        "300   | 'mode': 'from-scratch'                                      | 750  | 64  | 3000",
        "300   | 'preset': 'simsiam-cifar'                                   | 800  | 64  | 3200",
        "12    | 'pretraining': {'minimumCrop': 0.5}                         | 3000 | 12  | 3000",
        "300   | 'pretraining': {'batch': 100}                               | 1000 | 100 | 3000",
        "300   | 'pretraining': {'epochs': 20}                               | 20   | 64  | 80",
        "300   | 'preset': 'simsiam-cifar', 'pretraining': {'epochs': 9, 'batch': 512} | 9 | 512 | 9"
      })
  void writesOutHowLongToTrainOnSoManyImages(
      int pool, String fields, int epochs, int batch, int steps) {
    // Given
    DatasetId dataset = packed(pool, SIDE);

    // When
    CampaignId campaign = campaign(dataset, "'budgets': ['2'], " + fields);

    // Then
    JsonNode view = view(campaign);
    JsonNode written = view.path("specification").path("pretraining");
    assertThat(written.path("epochs").asInt()).isEqualTo(epochs);
    assertThat(written.path("batch").asInt()).isEqualTo(batch);
    if (view.path("specification").path("mode").asText().equals("self-supervised")) {
      assertThat(view.path("pretraining").path("steps").asInt()).isEqualTo(steps);
    } else {
      assertThat(view.has("pretraining")).isFalse();
    }
  }

  @Test
  void tellsWhatEachPresetMeansForADatasetAndHowLongItTakesOnceOneLikeItHasRun() {
    // Given
    DatasetId dataset = packed(300, SIDE);
    DatasetId larger = packed(300, 2 * SIDE);
    CampaignId campaign = campaign(dataset, "'budgets': ['2']");
    chain.send(pretrain(campaign, StageProgressed.State.RUNNING, 40, 500));
    chain.send(pretrain(campaign, StageProgressed.State.COMPUTED, 100, 0));
    await(() -> view(campaign).at("/stages/0"), stage -> state(stage).equals("computed"));

    // When
    JsonNode told = presets(dataset);

    // Then
    assertThat(told.at("/0/seconds").asDouble()).isEqualTo(3000 * 64 / 500.0);
    assertThat(told)
        .extracting(
            preset -> preset.path("name").asText(),
            preset -> preset.path("pretraining").path("epochs").asInt(),
            preset -> preset.path("pretraining").path("steps").asInt(),
            preset -> preset.has("seconds"))
        .containsExactly(
            tuple("small", 750, 3000, true),
            tuple("simsiam-cifar", 800, 3200, false),
            tuple("simsiam-imagenet", 750, 3000, false));
    assertThat(presets(larger).path(0).has("seconds")).as("of images of another size").isFalse();
  }

  @Test
  void saysOfADatasetThatIsNotPackedThatItIsNotReady() {
    String id = upload("fruit").path("id").asText();

    Api.Answer refused = api.get("/api/v1/datasets/" + id + "/presets");

    assertThat(refused.status()).isEqualTo(409);
  }

  @Test
  void theFormShowsWhatAPresetMeansForTheDatasetThatIsChosen() {
    // Given
    DatasetId few = packed(300, SIDE);
    DatasetId many = packed(10_000, SIDE);
    CampaignId campaign = campaign(few, "'budgets': ['2']");
    chain.send(pretrain(campaign, StageProgressed.State.RUNNING, 40, 800));
    await(() -> presets(few).path(0), small -> small.path("seconds").asInt() == 240);

    // When
    visit = Visit.onADesktop(root).signIn(adminKey(), "new/" + few);

    // Then
    Locator words = visit.page.locator("[role=status]");
    assertThat(words.getByText("750 epochs of 4 steps, 3000 steps in all")).isVisible();
    assertThat(words.getByText("about 4 min 0 s at the pace of the latest")).isVisible();
    visit.look("new-campaign-on-few-images");
    visit.page.getByLabel("What is trained").selectOption("simsiam-imagenet");
    assertThat(words.getByText("No such training was here yet")).isVisible();
    visit.look("new-campaign-without-a-pace");
    visit.page.getByLabel("What is trained").selectOption("small");
    visit.page.getByLabel("Dataset").selectOption(many.value());
    assertThat(words.getByText("20 epochs of 156 steps, 3120 steps in all")).isVisible();
    visit.page.getByLabel("How it learns").selectOption("from-scratch");
    assertThat(words.getByText("300 steps of training in each cycle")).isVisible();
  }

  @Test
  void theFormStartsTheCampaignWithThePresetThatIsChosen() {
    DatasetId dataset = packed(300, SIDE);
    visit = Visit.onAPhone(root).signIn(adminKey(), "new/" + dataset);
    visit.page.getByLabel("Name").fill("By preset");
    visit.page.getByLabel("What is trained").selectOption("simsiam-cifar");
    assertThat(visit.page.getByText("800 epochs of 4 steps")).isVisible();
    visit.look("new-campaign-on-a-phone");

    visit.click("Start the campaign");

    assertThat(heading("By preset")).isVisible();
    CampaignId campaign = new CampaignId(visit.page.url().replaceAll(".*/", ""));
    JsonNode started = view(campaign).path("specification");
    assertThat(started.at("/backbone/stem").asText()).isEqualTo("cifar");
    assertThat(started.at("/pretraining/epochs").asInt()).isEqualTo(800);
    assertThat(started.at("/pretraining/batch").asInt()).isEqualTo(64);
  }

  @Test
  void theCampaignsPageShowsTheTimeThatIsLeft() {
    CampaignId campaign = campaign(packed(300, SIDE), "'budgets': ['2']");
    visit = Visit.onADesktop(root).signIn(adminKey(), "campaign/" + campaign);

    chain.send(pretrain(campaign, StageProgressed.State.RUNNING, 40, 800));

    assertThat(visit.page.getByText("40% · 800 images/s · 2 min 24 s left").first()).isVisible();
    visit.look("pretraining");
  }

  private JsonNode presets(DatasetId dataset) {
    return api.get("/api/v1/datasets/" + dataset + "/presets").json().path("presets");
  }

  /** A training of 240 seconds. */
  private static StageProgressed pretrain(
      CampaignId campaign, StageProgressed.State state, double percent, double rate) {
    double seconds = 2.4 * percent;
    return new StageProgressed(
        campaign.value(), "pretrain", -1, state, percent, rate, seconds, 240 - seconds, Map.of());
  }

  /** Registers a dataset of so many images and tells of it as packed, without any pixels. */
  private DatasetId packed(int pool, int side) {
    DatasetId dataset = new DatasetId(upload("fruit").path("id").asText());
    int[] labels = IntStream.range(0, pool + TEST).map(image -> image % CLASSES.size()).toArray();
    objects.commit(
        ObjectKeys.dataset(dataset),
        new Dataset(
            "fruit",
            CLASSES,
            side,
            side,
            pool,
            TEST,
            List.of(new Dataset.Shard("a", 0, pool)),
            List.of(0.5, 0.5, 0.5),
            List.of(0.25, 0.25, 0.25),
            List.of()),
        List.of(objects.put(Dataset.LABELS, Npy.encode(labels, labels.length))));
    chain.send(new DatasetReady(dataset, ObjectKeys.dataset(dataset)));
    await(() -> dataset(dataset), view -> state(view).equals("ready"));
    return dataset;
  }
}
