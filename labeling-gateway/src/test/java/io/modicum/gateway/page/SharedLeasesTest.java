package io.modicum.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.modicum.gateway.testing.Labeller.images;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody keeps images from others that they are not working on. */
@QuarkusTest
class SharedLeasesTest extends BrowserTest {

  private static final String LEASES = "**/leases";
  private static final int[] ALL = IntStream.range(0, POOL).toArray();

  @Test
  void sharesWhatIsLeftAmongThoseWhoAreHere() {
    CampaignId campaign = asking(ALL);
    assertThat(share("ada", campaign, POOL)).as("alone").hasSize(POOL);

    assertThat(share("bob", campaign, POOL)).as("nothing is left yet").isEmpty();
    assertThat(share("ada", campaign, POOL)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(share("bob", campaign, POOL)).containsExactly(6, 7, 8, 9, 10, 11);
  }

  @Test
  void givesWhoeverDoesNotAskForAShareAsMuchAsTheyWant() {
    CampaignId campaign = asking(ALL);
    share("ada", campaign, 2);

    assertThat(images(labeller("bob", campaign).lease(POOL))).hasSize(POOL - 2);
  }

  @Test
  void tellsReviewersWhoHoldsWhatAndLetsThemFreeIt() {
    CampaignId campaign = asking(ALL);
    labeller("ada", campaign).lease(5);
    labeller("bob", campaign).lease(2);
    Api rita = api.as(key("rita", "reviewer", campaign));
    String leases = "/api/v1/campaigns/" + campaign + "/leases";
    assertThat(rita.get(leases).json().path("holdings"))
        .extracting(
            holding -> holding.path("annotator").asText(), holding -> holding.path("tasks").asInt())
        .containsExactly(tuple("ada", 5), tuple("bob", 2));

    assertThat(rita.send("DELETE", leases + "/ada").status()).isEqualTo(204);

    assertThat(images(labeller("cyd", campaign).lease(5))).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void thePageTakesLittleAheadAndGivesItBackWhenNobodyTouchesIt() {
    CampaignId campaign = asking(ALL);
    visit = Visit.onADesktop(root);
    visit.page.clock().install();
    visit.signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(0)).isVisible();
    assertThat(held(campaign)).isEqualTo(4);

    visit.page.clock().fastForward("05:00");

    assertThat(heading("Paused")).isVisible();
    await(() -> held(campaign), held -> held == 0);
    visit.look("paused");
    visit.click("Go on");
    assertThat(image(0)).isVisible();
    assertThat(held(campaign)).isEqualTo(4);
  }

  @Test
  void thePageGivesBackWhatItHoldsWhenItIsHiddenOrLeft() {
    CampaignId campaign = asking(ALL);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(0)).isVisible();

    show(false);
    await(() -> held(campaign), held -> held == 0);
    show(true);
    assertThat(image(0)).isVisible();
    assertThat(held(campaign)).isEqualTo(4);
    visit.open("");
    await(() -> held(campaign), held -> held == 0);
    visit.open("label/" + campaign);
    assertThat(image(0)).isVisible();
    visit.page.navigate("about:blank");

    await(() -> held(campaign), held -> held == 0);
  }

  @Test
  void whoSignsOutGivesBackWhatTheyHoldWithoutAWordOnKeys() {
    CampaignId campaign = asking(ALL);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(0)).isVisible();

    visit.click("Sign out");

    await(() -> held(campaign), held -> held == 0);
    assertThat(visit.page.getByLabel("Your API key")).isVisible();
    assertThat(visit.page.locator("#notice")).isEmpty();
  }

  @Test
  void thePageTakesAgainOnlyWhenItHasGivenBack() {
    CampaignId campaign = asking(ALL);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(0)).isVisible();
    GivingBack givingBack = GivingBack.heldBack(visit.page);
    show(false);
    givingBack.await();

    show(true);
    givingBack.goOn();

    assertThat(image(0)).isVisible();
    assertThat(givingBack.order()).containsExactly("DELETE", "POST");
    assertThat(held(campaign)).isEqualTo(4);
  }

  @Test
  void aViewTakesOnlyWhenTheOneBeforeHasGivenBack() {
    CampaignId campaign = asking(ALL);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(0)).isVisible();
    GivingBack givingBack = GivingBack.heldBack(visit.page);
    visit.open("");
    visit.page.getByRole(AriaRole.LINK, named("Label images")).click();
    givingBack.await();
    assertThat(visit.page.locator(".bar")).isVisible();

    givingBack.goOn();

    assertThat(image(0)).isVisible();
    assertThat(givingBack.order()).containsExactly("DELETE", "POST");
    assertThat(held(campaign)).isEqualTo(4);
  }

  @Test
  void thePageTakesAnewWhatItGaveBackBeforeItsAnswerCame() {
    CampaignId campaign = asking(ALL);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "");
    List<Runnable> answers = new CopyOnWriteArrayList<>();
    visit.page.route(LEASES, route -> answerLater(route, answers));
    visit.open("label/" + campaign);
    visit.page.waitForCondition(() -> answers.size() == 1);
    show(false);
    visit.page.waitForCondition(() -> held(campaign) == 0);
    show(true);

    answers.get(0).run();

    assertThat(image(0)).isVisible();
    assertThat(held(campaign)).isEqualTo(4);
  }

  @Test
  void aPageThatNobodySeesTakesNothing() {
    CampaignId campaign = asking(ALL);
    visit = Visit.onADesktop(root);
    visit.page.addInitScript(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
    visit.signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(heading("Paused")).isVisible();
    assertThat(held(campaign)).isZero();

    show(true);

    assertThat(image(0)).isVisible();
    assertThat(held(campaign)).isEqualTo(4);
  }

  @Test
  void thePageGivesBackWhatItTookOnReturnWhenNobodyTouchesItThen() {
    CampaignId campaign = asking(ALL);
    visit = Visit.onADesktop(root);
    visit.page.clock().install();
    visit.signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(0)).isVisible();
    show(false);
    await(() -> held(campaign), held -> held == 0);
    visit.page.clock().fastForward("05:00");
    show(true);
    assertThat(image(0)).isVisible();

    visit.page.clock().fastForward("05:00");

    assertThat(heading("Paused")).isVisible();
    await(() -> held(campaign), held -> held == 0);
  }

  @Test
  void thePageTellsWhoeverHeldNothingThatThereIsSomething() {
    CampaignId campaign = asking(ALL);
    Labeller bob = labeller("bob", campaign);
    bob.lease(POOL);
    visit = Visit.onADesktop(root);
    visit.page.clock().install();
    visit.signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(heading("Nothing to label right now")).isVisible();
    visit.page.clock().fastForward("05:00");

    bob.giveBack();

    assertThat(heading("There are images for you")).isVisible();
    assertThat(visit.page.getByText("went to others")).hasCount(0);
    await(() -> held(campaign), held -> held == 0);
    visit.look("images-for-you");
    visit.click("Go on");
    assertThat(image(0)).isVisible();
  }

  @Test
  void anImageThatIsTakenBackAfterAWhileIsThere() {
    CampaignId campaign = asking(3, 9);
    labeller("bob", campaign).lease(1);
    visit = Visit.onADesktop(root);
    visit.page.clock().install();
    visit.signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(9)).isVisible();
    visit.press("1");
    assertThat(heading("Nothing to label right now")).isVisible();
    visit.page.clock().fastForward("05:00");

    visit.press("u");

    assertThat(image(9)).isVisible();
  }

  @Test
  void thePageGivesBackWhatComesOnceNobodyIsThere() {
    CampaignId campaign = asking(ALL);
    visit = Visit.onADesktop(root);
    visit.page.clock().install();
    visit.signIn(key("ada", "annotator", campaign), "");
    List<Runnable> answers = new CopyOnWriteArrayList<>();
    visit.page.route(LEASES, route -> answerLater(route, answers));
    visit.open("label/" + campaign);
    visit.page.waitForCondition(() -> answers.size() == 1);
    visit.page.clock().fastForward("05:00");

    answers.get(0).run();

    assertThat(heading("There are images for you")).isVisible();
    await(() -> held(campaign), held -> held == 0);
  }

  @Test
  void aLeadFreesOnThePageWhatAForgottenTabHolds() {
    CampaignId campaign = asking(ALL);
    labeller("ada", campaign).lease(POOL);
    visit =
        Visit.onADesktop(root).signIn(key("rita", "reviewer", campaign), "campaign/" + campaign);
    assertThat(heading("Who is at which images")).isVisible();
    visit.look("holdings");

    visit.click("Give what ada holds to others");

    await(() -> held(campaign), held -> held == 0);
    assertThat(heading("Who is at which images")).hasCount(0);
  }

  /**
   * Leases that a page gives back, held on their way to the gateway.
   *
   * @param order in which the gateway had them, and the page asked for new ones
   */
  private record GivingBack(Page page, List<Route> held, List<String> order) {

    static GivingBack heldBack(Page page) {
      GivingBack givingBack =
          new GivingBack(page, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
      page.route(LEASES, givingBack::take);
      return givingBack;
    }

    private void take(Route route) {
      if (route.request().method().equals("DELETE")) {
        held.add(route);
        return;
      }
      if (route.request().method().equals("POST")) {
        order.add("POST");
      }
      route.fallback();
    }

    void await() {
      page.waitForCondition(() -> held.size() == 1);
    }

    void goOn() {
      for (Route route : held) {
        APIResponse answer = route.fetch();
        order.add("DELETE");
        route.fulfill(new Route.FulfillOptions().setResponse(answer));
      }
    }
  }

  /** Lets the first request for images reach the gateway, and keeps its answer from the page. */
  private static void answerLater(Route route, List<Runnable> answers) {
    if (answers.isEmpty() && route.request().method().equals("POST")) {
      APIResponse answer = route.fetch();
      answers.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(answer)));
    } else {
      route.fallback();
    }
  }

  private List<Integer> share(String name, CampaignId campaign, int size) {
    return images(
        annotator(name, campaign)
            .post(
                "/api/v1/campaigns/" + campaign + "/leases",
                "{'size': " + size + ", 'fairShare': true}")
            .json());
  }

  private int held(CampaignId campaign) {
    int held = 0;
    for (JsonNode holding :
        api.get("/api/v1/campaigns/" + campaign + "/leases").json().path("holdings")) {
      held += holding.path("tasks").asInt();
    }
    return held;
  }

  /**
   * Hides the page, or brings it back; from then on the browser itself says whether it is hidden.
   */
  private void show(boolean front) {
    visit.page.evaluate(
        """
        front => {
          if (front) delete document.hidden;
          else Object.defineProperty(document, 'hidden', { value: true, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        front);
  }
}
