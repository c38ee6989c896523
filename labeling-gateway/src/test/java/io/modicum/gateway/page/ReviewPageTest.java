package io.modicum.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reviewers decide on the page what annotators could not settle, and see how these do. */
@QuarkusTest
class ReviewPageTest extends BrowserTest {

  @Test
  void decidesWhatIsContestedWithTheKeyboardAlone() {
    CampaignId campaign = contested(4, 7, 9);
    visit =
        Visit.onADesktop(root).signIn(key("rita", "reviewer", campaign), "campaign/" + campaign);
    visit.page.getByRole(AriaRole.LINK, named("Review")).waitFor();
    tabTo("Review");
    visit.press("Enter");
    assertThat(toDecide(4)).isVisible();
    assertThat(visit.page.locator(".opinions li"))
        .hasText(new String[] {"ada said apple", "bob said pear"});
    assertThat(visit.page.getByText("3 contested")).isVisible();
    visit.look("review");

    visit.press("3");
    assertThat(toDecide(7)).isVisible();
    visit.press("n");
    assertThat(toDecide(9)).isVisible();
    visit.press("1");
    assertThat(toDecide(7)).isVisible();
    visit.press("u");
    assertThat(toDecide(9)).isVisible();
    visit.press("2");
    assertThat(toDecide(7)).isVisible();
    visit.press("3");

    assertThat(visit.page.getByText("Nothing is contested.")).isVisible();
    assertThat(labels(campaign)).isEqualTo(Map.of(2, 0, 4, 2, 7, 2, 9, 1));
  }

  @Test
  void tellsHowAnnotatorsDoAlsoOnAPhone() {
    CampaignId campaign = contested(4, 7);
    visit = Visit.onAPhone(root).signIn(key("rita", "reviewer", campaign), "review/" + campaign);
    assertThat(toDecide(4)).isVisible();

    visit.click("pear");
    assertThat(toDecide(7)).isVisible();
    visit.look("review-on-a-phone");

    assertThat(annotator("ada")).hasText(new String[] {"3", "0", "0", "50.0% of 2", "0.00", "–"});
    assertThat(annotator("bob")).hasText(new String[] {"3", "0", "0", "100.0% of 2", "0.00", "–"});
    assertThat(visit.page.getByText("On 3 images with several answers")).isVisible();
  }

  @Test
  void hasWhatNobodyAnsweredAskedAgainOrLeftOut() {
    CampaignId campaign = skipped(4, 7, 9);
    Labeller ada = labeller("ada", campaign);
    visit = Visit.onADesktop(root).signIn(key("rita", "reviewer", campaign), "review/" + campaign);
    assertThat(toDecide(4)).isVisible();
    assertThat(visit.page.locator(".opinions li")).hasText("ada skipped it: none of the classes");
    visit.look("review-of-skips");

    visit.click("Leave out");
    assertThat(toDecide(7)).isVisible();
    visit.press("b");
    assertThat(toDecide(9)).isVisible();
    visit.press("1");

    assertThat(visit.page.getByText("Nothing is contested.")).isVisible();
    JsonNode again = ada.lease(3).path("tasks");
    assertThat(again).extracting(task -> task.path("image").asInt()).containsExactly(7);
    ada.answer(again.path(0).path("id").asLong(), "plum");
    assertThat(labels(campaign)).isEqualTo(Map.of(7, 2, 9, 0));
  }

  @Test
  void loadsAnImageAgainThatCouldNotBeShown() {
    CampaignId campaign = reviewedWithoutTheFirstOf(4, 7);
    assertThat(visit.page.locator(".zoom.waiting")).hasCount(0);
    visit.look("review-of-what-cannot-be-shown");
    visit.page.unroute("**/images/4");

    visit.click("Try again");

    assertThat(toDecide(4)).isVisible();
    visit.press("1");
    assertThat(toDecide(7)).isVisible();
    visit.press("2");
    assertThat(labels(campaign)).isEqualTo(Map.of(4, 0, 7, 1));
  }

  @Test
  void leavesOutWhatCannotBeShown() {
    CampaignId campaign = reviewedWithoutTheFirstOf(4, 7);

    visit.press("1", "x");

    assertThat(toDecide(7)).isVisible();
    visit.press("2");
    assertThat(labels(campaign)).isEqualTo(Map.of(7, 1));
  }

  /** Opens the review of what was skipped, of which the first image does not come. */
  private CampaignId reviewedWithoutTheFirstOf(int... images) {
    CampaignId campaign = skipped(images);
    visit = Visit.onADesktop(root).signIn(key("rita", "reviewer", campaign), "");
    visit.page.route("**/images/" + images[0], Route::abort);
    visit.open("review/" + campaign);
    assertThat(settled().getByText("This image cannot be shown")).isVisible();
    return campaign;
  }

  /** Starts a campaign of which ada says apple and bob pear, but both apple of image 2. */
  private CampaignId contested(int... images) {
    int[] asked = new int[images.length + 1];
    asked[0] = 2;
    System.arraycopy(images, 0, asked, 1, images.length);
    CampaignId campaign =
        waiting(
            readyDataset(),
            String.format(
                Locale.ROOT,
                "'budgets': ['%d'], 'annotation': {'labelsPerImage': 2, 'rule': 'unanimity'}",
                asked.length),
            asked);
    answer(labeller("ada", campaign), "apple");
    answer(labeller("bob", campaign), "pear");
    String address = "/api/v1/campaigns/" + campaign + "/contested";
    await(() -> api.get(address).json().path("items"), items -> items.size() == images.length);
    return campaign;
  }

  private static void answer(Labeller labeller, String label) {
    for (JsonNode task : labeller.lease(20).path("tasks")) {
      labeller.answer(task.path("id").asLong(), task.path("image").asInt() == 2 ? "apple" : label);
    }
  }

  private Locator annotator(String name) {
    return visit
        .page
        .getByRole(AriaRole.ROW)
        .filter(
            new Locator.FilterOptions()
                .setHas(visit.page.getByRole(AriaRole.ROWHEADER, rowHeader(name))))
        .getByRole(AriaRole.CELL);
  }

  private static com.microsoft.playwright.Page.GetByRoleOptions rowHeader(String name) {
    return new com.microsoft.playwright.Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
