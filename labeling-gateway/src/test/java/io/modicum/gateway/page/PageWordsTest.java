package io.modicum.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.store.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page speaks to people, and only as long as it has something to say. */
@QuarkusTest
class PageWordsTest extends BrowserTest {

  @ParameterizedTest
  @ValueSource(strings = {"modicum_nobody_00", "no key", "ключ", "password1"})
  void answersAWrongKeyInWordsOfPeople(String key) {
    visit = Visit.onADesktop(root);
    visit.page.navigate(root.toString());
    visit.page.getByLabel("Your API key").fill(key);

    visit.click("Sign in");

    assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("This key is not known here");
    assertThat(visit.page.getByRole(AriaRole.ALERT)).not().containsText("header");
    assertThat(visit.page.getByLabel("Your API key")).isVisible();
  }

  @ParameterizedTest
  @CsvSource({"label, annotator", "review, reviewer", "keys, admin", "new, admin"})
  void tellsInWordsOfPeopleWhomAPageIsFor(String view, String role) {
    CampaignId campaign = asking(3);
    visit = Visit.onADesktop(root).signIn(key("vera", "viewer", campaign), view + "/" + campaign);

    assertThat(heading("Not yours to see")).isVisible();
    assertThat(visit.page.locator("main"))
        .containsText("This page is for each " + role + ". An admin can make you one.");
    assertThat(visit.page.locator("#notice")).isEmpty();
  }

  @Test
  void saysThatTheGatewayIsAwayUntilAllIsSaved() {
    CampaignId campaign = asking(IntStream.range(0, POOL).toArray());
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(0)).isVisible();
    visit.page.context().setOffline(true);
    visit.press("1");
    assertThat(image(1)).isVisible();
    visit.press("1");
    assertThat(visit.page.getByRole(AriaRole.ALERT)).containsText("cannot be reached");

    visit.page.context().setOffline(false);

    assertThat(visit.page.getByText("2 of 12 answered · saved")).isVisible();
    assertThat(visit.page.getByRole(AriaRole.ALERT)).isEmpty();
  }

  @Test
  void takesAnAnswerThatWasLostOnItsWayBackForWhatItIs() {
    CampaignId campaign = asking(3, 9);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(3)).isVisible();
    visit.page.route(
        "**/labels", PageWordsTest::loseTheAnswer, new Page.RouteOptions().setTimes(1));

    visit.press("1");

    assertThat(visit.page.getByText("1 of 2 answered · saved")).isVisible();
    assertThat(visit.page.getByRole(AriaRole.ALERT)).isEmpty();
    visit.press("u");
    assertThat(visit.page.getByText("0 of 2 answered · saved")).isVisible();
    assertThat(visit.page.getByRole(AriaRole.ALERT)).isEmpty();
  }

  private static void loseTheAnswer(Route route) {
    route.fetch();
    route.abort();
  }

  @ParameterizedTest
  @CsvSource({"backbones, me, Backbones", "new, acquisition-functions, New campaign"})
  void triesAgainUntilAViewHasWhatItBeginsWith(String view, String needed, String title) {
    visit = Visit.onADesktop(root).signIn(adminKey(), "");
    visit.page.route("**/api/v1/" + needed + "*", Route::abort);
    visit.page.waitForRequest("**/api/v1/" + needed + "*", () -> visit.open(view));
    assertThat(heading(title)).hasCount(0);

    visit.page.unroute("**/api/v1/" + needed + "*");

    assertThat(heading(title)).isVisible();
    assertThat(visit.page.locator("#notice")).isEmpty();
  }

  @Test
  void asksToTryAgainWhatNobodyElseDoesUntilThatIsDone() {
    CampaignId campaign = asking(3, 9);
    labeller("ada", campaign).lease(2);
    visit =
        Visit.onADesktop(root).signIn(key("rita", "reviewer", campaign), "campaign/" + campaign);
    assertThat(heading("Who is at which images")).isVisible();
    visit.page.route("**/leases/ada", Route::abort);
    visit.click("Give what ada holds to others");
    assertThat(visit.page.getByRole(AriaRole.ALERT))
        .hasText("The gateway cannot be reached. Try again.");
    visit.page.waitForResponse("**/leases", () -> {});
    assertThat(visit.page.getByRole(AriaRole.ALERT))
        .hasText("The gateway cannot be reached. Try again.");
    visit.page.unroute("**/leases/ada");

    visit.click("Give what ada holds to others");

    assertThat(heading("Who is at which images")).hasCount(0);
    assertThat(visit.page.getByRole(AriaRole.ALERT)).isEmpty();
  }

  @Test
  void reachesEveryOfElevenClassesByKeysAndGoesOnWithTheKeysAfterASearch() {
    List<String> classes = IntStream.range(0, 11).mapToObj(i -> "kind " + i).toList();
    DatasetId dataset = readyDataset(classes, POOL, new int[POOL], List.of());
    CampaignId campaign = waiting(dataset, "'budgets': ['3']", 3, 9, 4);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(3)).isVisible();

    visit.press("/");
    visit.page.keyboard().type("kind 10");
    visit.press("Enter");
    assertThat(image(9)).isVisible();
    visit.press("2");
    assertThat(image(4)).isVisible();
    visit.press("3");

    assertThat(labels(campaign)).containsEntry(3, 10).containsEntry(9, 1).containsEntry(4, 2);
  }

  @Test
  void isolatesNamesThatAreWrittenFromRightToLeft() {
    List<String> classes = List.of("תפוח", "pear (2)", "plum");
    DatasetId dataset = readyDataset(classes, POOL, new int[POOL], List.of());
    CampaignId campaign = waiting(dataset, "'budgets': ['2'], 'name': 'تجربة'", 3, 9);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "");
    assertThat(visit.page.locator("h3 bdi")).hasText("تجربة");
    visit.look("names-from-right-to-left");

    visit.open("label/" + campaign);

    assertThat(visit.page.locator(".choice bdi").first()).hasText("תפוח");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysWhyACampaignFailedAndOffersToRetryOnlyWhereThatCanHelp(boolean permanent) {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2'], 'name': 'Fruit'");
    fail(campaign, permanent);
    visit = Visit.onADesktop(root).signIn(adminKey(), "");
    assertThat(
            visit
                .page
                .getByText("Choose images to label failed in cycle 0: the pool is empty")
                .first())
        .isVisible();

    visit.open("campaign/" + campaign);

    assertThat(heading("What failed")).isVisible();
    assertThat(visit.page.getByRole(AriaRole.BUTTON, named("Retry"))).hasCount(permanent ? 0 : 1);
    visit.look(permanent ? "failed-for-good" : "failed");
  }

  @Test
  void offersToSendOnceMoreWhatTheBrokerDidNotTake() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2']");
    CampaignStarted lost =
        chain.hear(CampaignStarted.class, 1, event -> event.campaign().equals(campaign)).get(0);
    chain.send(
        new StageFailed(
            campaign.value(),
            "announce",
            -1,
            true,
            "an event could not be sent: it is too large",
            Topic.of(CampaignStarted.class).name(),
            new String(Json.bytes(lost), StandardCharsets.UTF_8)));
    await(() -> view(campaign), view -> state(view).equals("failed"));
    visit = Visit.onADesktop(root).signIn(adminKey(), "campaign/" + campaign);
    assertThat(visit.page.getByText("Tell the other services failed: an event could not be sent"))
        .isVisible();
    assertThat(visit.page.getByText("is up to whoever runs Modicum")).isVisible();
    visit.look("failed-to-tell");

    visit.click("Retry");

    assertThat(heading("What failed")).hasCount(0);
    chain.hear(CampaignStarted.class, 2, event -> event.campaign().equals(campaign));
  }

  @Test
  void saysInTheListWhatACampaignWaitsFor() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2'], 'name': 'Fruit'");
    visit = Visit.onADesktop(root).signIn(adminKey(), "");

    chain.send(
        new StageProgressed(
            campaign.value(),
            "pretrain",
            -1,
            StageProgressed.State.RUNNING,
            0,
            0,
            0,
            -1,
            Map.of(StageProgressed.AHEAD, 2.0)));

    Locator card =
        visit.page.locator("article").filter(new Locator.FilterOptions().setHas(link(campaign)));
    assertThat(card).containsText("Learn features without labels");
    assertThat(card).containsText("waits for 2 others to finish first");
  }

  private Locator link(CampaignId campaign) {
    return visit.page.locator("a[href='#/campaign/" + campaign + "']");
  }

  @Test
  void doesNotTellAnnotatorsWhyTheMachineChoseAnImage() {
    CampaignId campaign = asking(3);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);

    assertThat(image(3)).isVisible();

    assertThat(visit.page.getByText("why 3")).hasCount(0);
  }

  private void fail(CampaignId campaign, boolean permanent) {
    chain.send(
        new StageFailed(
            campaign.value(),
            "select",
            0,
            permanent,
            "the pool is empty",
            Topic.of(LabelsRequested.class).name(),
            "{}"));
    await(() -> view(campaign), view -> state(view).equals("failed"));
  }
}
