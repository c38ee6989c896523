package io.modicum.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.modicum.gateway.Labeller.images;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody keeps images from others that they are not working on. */
@QuarkusTest
class SharedLeasesTest extends BrowserTest {

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
