package io.modicum.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the page to images that a campaign can use, without a command line. */
@QuarkusTest
class DatasetsPageTest extends BrowserTest {

  private static final String DROP =
      """
      () => {
        const dropped = new DataTransfer();
        dropped.items.add(new File([crypto.randomUUID()], 'birds.tar.gz'));
        return dropped;
      }
      """;

  @Test
  void uploadsAnArchiveFollowsItsPackingAndShowsItsImages() {
    visit = Visit.onADesktop(root).signIn(adminKey(), "");
    visit.page.getByRole(AriaRole.LINK, named("Datasets")).first().click();
    visit.click("Upload");
    assertThat(visit.page.locator("#file-error")).containsText("Choose an archive first");
    visit.look("datasets-upload");
    visit.page.getByLabel("Archive of images").setInputFiles(archive("holiday.zip"));
    assertThat(visit.page.getByLabel("Name")).hasValue("holiday");

    visit.click("Upload");

    visit.page.waitForURL("**/#/dataset/*");
    assertThat(heading("holiday")).isVisible();
    DatasetId dataset = new DatasetId(visit.page.url().replaceAll(".*/", ""));
    chain.send(
        new StageProgressed(
            dataset.value(),
            "pack-dataset",
            -1,
            StageProgressed.State.RUNNING,
            37,
            412,
            5,
            95,
            Map.of()));
    assertThat(visit.page.getByText("37% · 412 images/s · 1 min 35 s left")).isVisible();
    visit.look("dataset-packing");
    pack(dataset, 60);
    assertThat(visit.page.getByText("60 images to choose from")).isVisible();
    assertThat(visit.page.locator(".thumb img")).hasCount(48);
    visit.look("dataset");
    visit.click("Next");
    assertThat(visit.page.getByText("49 to 60 of 60")).isVisible();
    visit.page.getByRole(AriaRole.LINK, named("Start a campaign")).click();
    assertThat(visit.page.locator("#dataset")).hasValue(dataset.value());
  }

  @Test
  void takesAnArchiveThatIsDroppedAndCallsItsUploadOff() {
    visit = Visit.onAPhone(root).signIn(adminKey(), "datasets");
    Locator zone = visit.page.locator(".drop");
    zone.waitFor();
    JSHandle dropped = visit.page.evaluateHandle(DROP);
    List<Route> held = new CopyOnWriteArrayList<>();
    visit.page.route("**/api/v1/datasets?name=*", held::add);

    zone.dispatchEvent("drop", Map.of("dataTransfer", dropped));

    assertThat(visit.page.getByLabel("Name")).hasValue("birds");
    visit.click("Upload");
    assertThat(heading("Uploading birds.tar.gz")).isVisible();
    visit.look("uploading-on-a-phone");
    visit.open("backbones");
    assertThat(heading("Backbones")).isVisible();
    visit.open("datasets");
    assertThat(heading("Uploading birds.tar.gz")).isVisible();
    visit.click("Call it off");
    assertThat(heading("Upload images")).isVisible();
    held.forEach(Route::abort);
    assertThat(api.get("/api/v1/datasets").json().path("items"))
        .noneMatch(dataset -> dataset.path("name").asText().equals("birds"));
  }

  @Test
  void letsAFolderOfABucketBeReadAndSaysWhyItCannotBe() {
    visit = Visit.onADesktop(root).signIn(adminKey(), "datasets");
    visit.page.getByLabel("A bucket").check();
    visit.click("Read the folder");
    assertThat(visit.page.locator("#name-error")).containsText("Give it a name.");
    visit.page.getByLabel("Folder in it").fill("fruit/red/");
    assertThat(visit.page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("red");
    visit.page.getByText("More options").click();
    visit.page.getByLabel("Broken images allowed").fill("120");
    visit.click("Read the folder");
    assertThat(visit.page.locator("#mostBroken-error")).hasText("A number from 0 to 100.");
    visit.page.getByLabel("Broken images allowed").fill("12.5");
    visit.look("datasets-bucket");

    visit.click("Read the folder");

    visit.page.waitForURL("**/#/dataset/*");
    DatasetId dataset = new DatasetId(visit.page.url().replaceAll(".*/", ""));
    DatasetRegistered told =
        chain.hear(DatasetRegistered.class, 1, event -> event.dataset().equals(dataset)).get(0);
    assertThat(told.fileName()).isEqualTo("photos/fruit/red/");
    assertThat(told.mostBroken()).hasValue(0.125);
    String refused = "connection 'photos': has keys that may not list its files (s3:ListBucket)";
    chain.send(new StageFailed(dataset.value(), "pack-dataset", -1, true, refused, "t", "{}"));
    assertThat(visit.page.getByText("Could not be packed: " + refused)).isVisible();
    visit.look("dataset-of-a-bucket-failed");
  }

  @ParameterizedTest
  @CsvSource({
    "cat.png, image/png, x, This is a single image.",
    "photos, application/zip, '', 'This file is empty, or a folder.'",
  })
  void saysWhatIsNoArchiveBeforeItIsSent(
      String name, String type, String content, String expected) {
    visit = Visit.onADesktop(root).signIn(adminKey(), "datasets");
    visit
        .page
        .getByLabel("Archive of images")
        .setInputFiles(new FilePayload(name, type, content.getBytes(UTF_8)));

    visit.click("Upload");

    assertThat(visit.page.locator("#file-error")).containsText(expected);
  }

  @Test
  void saysAtTheFieldWhatTheGatewayRefuses() {
    visit = Visit.onADesktop(root).signIn(adminKey(), "datasets");
    visit.page.getByLabel("Archive of images").setInputFiles(archive("photos.zip"));
    visit.page.getByText("More options").click();
    visit.page.getByLabel("Image size").fill("12345");

    visit.click("Upload");

    assertThat(visit.page.locator("#imageSize-error")).not().isEmpty();
    assertThat(heading("Upload images")).isVisible();
  }

  @Test
  void findsImagesByLabelAndFolder() {
    List<String> paths =
        IntStream.range(0, POOL + TEST)
            .mapToObj(i -> (i % 2 == 0 ? "garden/" : "market/stall/") + i + ".jpg")
            .toList();
    DatasetId dataset =
        readyDataset(
            new int[] {0, 1, 2, 2}, List.of(objects.put(Dataset.PATHS, Json.bytes(paths))));
    visit = Visit.onADesktop(root).signIn(adminKey(), "dataset/" + dataset);
    assertThat(visit.page.getByText("1 to 48 of 212")).isVisible();

    visit.page.getByLabel("Label").selectOption("label=plum");
    visit.page.getByLabel("Split").selectOption("To choose from");
    assertThat(visit.page.getByText("1 to 2 of 2")).isVisible();
    visit.page.getByLabel("Folder").fill("stall");
    visit.press("Tab");

    assertThat(visit.page.getByText("1 to 1 of 1")).isVisible();
    assertThat(visit.page.locator(".thumbs li")).containsText("market/stall/3.jpg · ");
    visit.look("dataset-browsed");
    visit.page.getByLabel("Folder").fill("cellar");
    visit.press("Tab");
    assertThat(visit.page.getByText("No image is like that.")).isVisible();
  }

  @Test
  void showsTheNewestAndOlderOnesOnDemand() {
    DatasetId oldest = readyDataset();
    for (int newer = 0; newer < 50; newer++) {
      readyDataset();
    }
    visit = Visit.onADesktop(root).signIn(adminKey(), "datasets");
    Locator link = visit.page.locator("a[href='#/dataset/" + oldest + "']").first();
    assertThat(visit.page.locator("article.card")).hasCount(50);
    assertThat(link).hasCount(0);

    visit.click("Show older ones");

    assertThat(link).isVisible();
  }

  @Test
  void namesWhatWasLeftOut() {
    DatasetId dataset =
        readyDataset(
            CLASSES,
            POOL,
            new int[POOL + TEST],
            List.of(),
            List.of(
                new Dataset.Skipped("broken", 70, List.of("a.jpg: is cut short")),
                new Dataset.Skipped("helper", 1, List.of("Thumbs.db"))));
    visit = Visit.onADesktop(root).signIn(adminKey(), "dataset/" + dataset);

    visit.page.getByText("Problems: 70 broken, 1 hidden or made by a system").click();

    assertThat(visit.page.getByText("a.jpg: is cut short")).isVisible();
    assertThat(visit.page.getByText("and 69 more")).isVisible();
    visit.look("dataset-left-out");
  }

  @Test
  void saysWhyAnArchiveCouldNotBePacked() {
    String dataset = upload("locked").path("id").asText();
    chain.send(
        new StageFailed(dataset, "pack-dataset", -1, true, "the archive is encrypted", "t", "{}"));
    visit = Visit.onADesktop(root).signIn(adminKey(), "datasets");

    visit.page.getByRole(AriaRole.LINK, named("locked")).first().click();

    assertThat(visit.page.getByText("Could not be packed: the archive is encrypted")).isVisible();
    assertThat(visit.page.getByRole(AriaRole.LINK, named("Start a campaign"))).hasCount(0);
  }

  @Test
  void showsAnnotatorsTheDatasetButNeitherItsImagesNorTheUpload() {
    CampaignId campaign = asking(3);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "datasets");
    assertThat(heading("Upload images")).hasCount(0);

    visit.page.getByRole(AriaRole.LINK, named("fruit")).click();

    assertThat(visit.page.getByText("12 images to choose from")).isVisible();
    assertThat(heading("Campaigns on it")).isVisible();
    assertThat(heading("Images")).hasCount(0);
  }
}
