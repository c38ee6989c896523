package io.modicum.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** The page in a browser, as people use it. */
@QuarkusTest
class PageTest extends BrowserTest {

  private static final Logger LOG = Logger.getLogger(PageTest.class);

  /**
   * Presses keys one after the other, and tells the milliseconds until each next image is there.
   */
  private static final String MILLISECONDS_TO_NEXT =
      """
      async key => {
        const frame = document.querySelector('.frame');
        const pressed = performance.now();
        const shown = new Promise(resolve => {
          const seen = new MutationObserver(() => {
            seen.disconnect();
            const look = () => (frame.closest('[aria-busy=false]')
              ? resolve(performance.now() - pressed) : requestAnimationFrame(look));
            look();
          });
          seen.observe(frame, { childList: true });
        });
        document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        return shown;
      }
      """;

  @Test
  void asksForAKeyAndSaysWhatIsWrongWithOne() {
    visit = Visit.onADesktop(root);
    visit.page.navigate(root.toString());
    visit.look("sign-in");

    visit.page.getByLabel("Your API key").fill("modicum_nobody_" + "f".repeat(64));
    visit.click("Sign in");

    assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("not known");
    assertThat(visit.page.getByLabel("Your API key")).isVisible();
  }

  @Test
  void startsACampaignByTheForm() {
    DatasetId dataset = readyDataset();
    visit = Visit.onADesktop(root).signIn(adminKey(), "new/" + dataset);
    Page page = visit.page;
    page.getByLabel("Labels after each cycle").fill("2, many");
    visit.click("Start the campaign");
    assertThat(page.locator(".error:not(:empty)")).containsText("many");
    visit.look("new-campaign");
    page.getByLabel("Name").fill("By hand");
    page.getByLabel("Labels after each cycle").fill("2, 50%");
    page.getByText("More options").click();
    page.getByLabel("Show the model’s suggestion").check();

    visit.click("Start the campaign");

    assertThat(heading("By hand")).isVisible();
    String id = page.url().replaceAll(".*/", "");
    JsonNode started = view(new CampaignId(id)).path("specification");
    assertThat(started.path("dataset").asText()).isEqualTo(dataset.value());
    assertThat(started.path("annotation").path("suggestions").asBoolean()).isTrue();
    assertThat(started.path("budgets")).extracting(JsonNode::asText).containsExactly("2", "50%");
  }

  @Test
  void labelsWithNumberKeysAndShowsTheNextImageAtOnce() {
    CampaignId campaign = asking(IntStream.range(0, POOL).toArray());
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(0)).isVisible();
    visit.look("labelling");

    double[] milliseconds =
        IntStream.range(0, POOL - 1)
            .mapToDouble(i -> number(visit.page.evaluate(MILLISECONDS_TO_NEXT, "" + (i % 3 + 1))))
            .sorted()
            .toArray();
    visit.press("3");

    LOG.infof(
        "from key to next image: median %.1f ms, longest %.1f ms of %d",
        milliseconds[milliseconds.length / 2],
        milliseconds[milliseconds.length - 1],
        milliseconds.length);
    assertThat(labels(campaign))
        .containsExactlyInAnyOrderEntriesOf(
            IntStream.range(0, POOL).boxed().collect(Collectors.toMap(i -> i, i -> i % 3)));
    assertThat(heading("Nothing to label right now")).isVisible();
  }

  @Test
  void showsTheModelsSuggestionWhereItMayAndTakesItForOneImageOrMany() {
    DatasetId dataset = readyDataset();
    CampaignId campaign =
        campaign(dataset, "'budgets': ['3', '6'], 'annotation': {'suggestions': true}");
    predictPlums(campaign, dataset);
    request(campaign, dataset, 1, 4, 7, 8, 9, 10);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(4)).isVisible();
    assertThat(visit.page.getByText("The model suggests plum (50.0%)")).isVisible();
    visit.look("suggestion");

    visit.press("Enter");
    assertThat(image(7)).isVisible();
    visit.click("pear");
    assertThat(image(8)).isVisible();
    visit.click("Grid");
    for (int image : new int[] {8, 10}) {
      visit.click("Image " + image + ", the model suggests plum");
    }
    visit.look("suggestions-in-the-grid");
    visit.click("Label those marked as the model suggests");
    visit.click("Image 9, the model suggests plum");
    visit.click("pear");

    assertThat(labels(campaign)).isEqualTo(Map.of(4, 2, 7, 1, 8, 2, 9, 1, 10, 2));
  }

  @Test
  void takesAnAnswerBackAndSkipsWithAReason() {
    CampaignId campaign = asking(4, 7);
    labeller("bob", campaign).lease(1);
    labeller("bob", campaign).giveBack();
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(4)).isVisible();

    visit.press("1");
    assertThat(image(7)).isVisible();
    visit.press("u");
    assertThat(image(4)).isVisible();
    assertThat(visit.page.getByText("2 images for you · 0 of 2 answered · saved")).isVisible();
    visit.press("s");
    assertThat(visit.page.getByRole(AriaRole.DIALOG)).isVisible();
    visit.look("skip");
    visit.press("1");
    assertThat(image(7)).isVisible();
    visit.press("2");
    assertThat(visit.page.getByText("saved")).isVisible();

    Api bob = annotator("bob", campaign);
    JsonNode left = bob.post("/api/v1/campaigns/" + campaign + "/leases", "{}").json();
    assertThat(left.path("tasks")).extracting(task -> task.path("image").asInt()).contains(4);
    bob.post(
        "/api/v1/campaigns/" + campaign + "/labels",
        "{'labels': [{'task': %s, 'label': 'plum'}]}"
            .formatted(left.path("tasks").path(0).path("id")));
    assertThat(labels(campaign)).isEqualTo(Map.of(4, 2, 7, 1));
  }

  @Test
  void labelsManyImagesAtOnceInTheGrid() {
    CampaignId campaign = asking(1, 2, 4, 5, 7, 8);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(1)).isVisible();

    visit.click("Grid");
    for (int image : new int[] {1, 4, 7}) {
      visit.click("Image " + image);
    }
    visit.look("grid");
    visit.press("2");
    assertThat(visit.page.locator(".cell")).hasCount(3);
    visit.press("a", "3");

    assertThat(labels(campaign)).isEqualTo(Map.of(1, 1, 4, 1, 7, 1, 2, 2, 5, 2, 8, 2));
  }

  @Test
  void labelsOnAPhone() {
    CampaignId campaign = asking(3, 9);
    visit = Visit.onAPhone(root).signIn(key("ada", "annotator", campaign), "");
    visit.look("campaigns-on-a-phone");

    visit.page.getByRole(AriaRole.LINK, named("Label images")).click();
    assertThat(image(3)).isVisible();
    visit.look("labelling-on-a-phone");
    visit.click("plum");
    assertThat(image(9)).isVisible();
    visit.click("apple");

    assertThat(labels(campaign)).isEqualTo(Map.of(3, 2, 9, 0));
  }

  @Test
  void doesAllOfItWithTheKeyboardAlone() {
    CampaignId campaign = asking(3, 9);
    visit = Visit.onADesktop(root);
    visit.page.navigate(root.toString());
    visit.page.getByLabel("Your API key").waitFor();

    visit.page.keyboard().type(key("ada", "annotator", campaign));
    visit.press("Enter");
    visit.page.getByRole(AriaRole.LINK, named("Label images")).waitFor();
    tabTo("Label images");
    visit.press("Enter");
    assertThat(image(3)).isVisible();
    tabTo("Zoom in");
    visit.press("Enter", "ArrowRight");
    assertThat(visit.page.getByText("150%")).isVisible();
    tabTo("pear");
    visit.press("Enter");
    assertThat(image(9)).isVisible();
    visit.press("g");
    visit.page.locator(".cell[aria-disabled=false]").waitFor();
    visit.press("ArrowRight", "Space", "1");

    assertThat(labels(campaign)).isEqualTo(Map.of(3, 1, 9, 0));
  }

  @Test
  void showsHowACampaignGoesWhileItGoes() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'name': 'Fruit', 'budgets': ['3', '6']");
    request(campaign, dataset, 0, 7, 2, 9);
    visit = Visit.onADesktop(root).signIn(key("vera", "viewer", campaign), "campaign/" + campaign);
    assertThat(visit.page.getByText("3 images wait for annotators.")).isVisible();

    predict(campaign, dataset);

    assertThat(heading("Classes with 3 labels")).isVisible();
    assertThat(visit.page.locator(".confusion tbody tr").nth(1).locator("td"))
        .hasText(new String[] {"·", "2", "1"});
    assertThat(visit.page.getByText("pear taken for plum: once")).isVisible();
    assertThat(visit.page.locator(".thumbs li").first()).containsText("1. image 7 why 7");
    visit.page.locator("canvas").focus();
    visit.press("ArrowRight", "ArrowRight");
    assertThat(visit.page.locator(".pointed")).containsText("Image 2 why 2");
    assertThat(visit.page.locator(".pointed img")).isVisible();
    visit.look("campaign");
  }

  @Test
  void staysUsableWithManyImagesAndClasses() {
    int pool = 50_000;
    List<String> classes = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
    DatasetId dataset = readyDataset(classes, pool, new int[pool], List.of());
    CampaignId campaign = campaign(dataset, "'budgets': ['1000', '2000']");
    request(campaign, dataset, 0, IntStream.range(0, 1000).map(i -> 49 * i).toArray());
    Random random = new Random(1);
    float[] places = new float[2 * pool];
    for (int i = 0; i < places.length; i++) {
      places[i] = (float) random.nextGaussian();
    }
    predict(
        campaign,
        dataset,
        classes.stream().map(name -> new Predictions.ClassReport(name, 0.5, 0.5, 2)).toList(),
        Optional.empty(),
        places);
    visit =
        Visit.onADesktop(root).signIn(key("rita", "reviewer", campaign), "campaign/" + campaign);
    assertThat(visit.page.locator("canvas")).isVisible();
    visit.page.locator("canvas").focus();
    visit.press("ArrowRight", "ArrowRight");
    assertThat(visit.page.locator(".pointed img")).isVisible();
    visit.look("large-campaign");

    visit.open("label/" + campaign);
    assertThat(image(0)).isVisible();
    visit.look("many-classes");
    visit.press("/");
    visit.page.keyboard().type("class 91");
    assertThat(visit.page.locator(".choice").first()).hasText("1class 91");
    visit.press("Enter");

    assertThat(image(49)).isVisible();
    JsonNode audit =
        await(
            () -> api.get("/api/v1/campaigns/" + campaign + "/audit").json().path("items"),
            items -> !items.isEmpty());
    assertThat(audit.path(0).path("label").asText()).isEqualTo("class 91");
  }

  @Test
  void offersNobodyWhatTheirRoleMayNotDo() {
    CampaignId campaign = asking(3, 9);
    visit = Visit.onADesktop(root).signIn(key("vera", "viewer", campaign), "campaign/" + campaign);
    assertThat(visit.page.getByText("2 images wait for annotators.")).isVisible();
    assertThat(visit.page.getByRole(AriaRole.LINK, named("Label images"))).hasCount(0);

    visit.open("");

    assertThat(heading("fruit")).isVisible();
    assertThat(visit.page.getByRole(AriaRole.LINK, named("New campaign"))).hasCount(0);
  }

  /** Evaluates the first cycle as the inference service would. */
  private void predict(CampaignId campaign, DatasetId dataset) {
    float[] places = new float[2 * POOL];
    for (int i = 0; i < places.length; i++) {
      places[i] = i * i % 7;
    }
    predict(
        campaign,
        dataset,
        List.of(
            new Predictions.ClassReport("apple", 1, 1, 3),
            new Predictions.ClassReport("pear", 1, 2.0 / 3, 3),
            new Predictions.ClassReport("plum", 0.5, 0.5, 2)),
        Optional.of(List.of(List.of(3, 0, 0), List.of(0, 2, 1), List.of(0, 1, 1))),
        places);
  }

  private void predict(
      CampaignId campaign,
      DatasetId dataset,
      List<Predictions.ClassReport> perClass,
      Optional<List<List<Integer>>> confusion,
      float[] places) {
    String key = ObjectKeys.predictions(campaign, 0);
    objects.commit(
        key,
        new Predictions(
            0,
            3,
            OptionalInt.empty(),
            OptionalDouble.of(0.75),
            perClass,
            Optional.empty(),
            confusion,
            Optional.empty()),
        List.of(objects.put(Predictions.MAP, Npy.encode(places, places.length / 2, 2))));
    chain.send(
        new PredictionsReady(
            campaign, dataset, Mode.SELF_SUPERVISED, 0, key, 3, OptionalDouble.of(0.75)));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
