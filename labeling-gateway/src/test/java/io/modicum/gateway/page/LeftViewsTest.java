package io.modicum.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.modicum.contracts.campaign.CampaignId;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a view asked for comes when it will, but a view that was left paints and does nothing. */
@QuarkusTest
class LeftViewsTest extends BrowserTest {

  private static final String TWO_AT_ONCE =
      """
      key => [1, 2].forEach(() =>
        document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))
      """;

  private final List<Route> held = new CopyOnWriteArrayList<>();
  private boolean holding;

  @ParameterizedTest
  @ValueSource(strings = {"", "campaign", "label", "review", "new", "datasets", "keys"})
  void paintsNothingOverTheViewThatCameNext(String left) {
    CampaignId campaign = asking(3, 9);
    visit = Visit.onADesktop(root).signIn(adminKey(), "backbones");
    assertThat(heading("Backbones")).isVisible();
    hold();
    visit.open(address(left, campaign));
    visit.page.waitForCondition(() -> !held.isEmpty());
    holding = false;
    visit.open("backbones");
    assertThat(heading("Register a network of your own")).isVisible();

    release();
    visit.press("1", "s", "u", "x");

    visit.page.evaluate("() => new Promise(done => requestIdleCallback(() => done()))");
    assertThat(visit.page.locator("h1")).hasText(new String[] {"Backbones"});
    assertThat(visit.page.locator("dialog")).hasCount(0);
    assertThat(view(campaign).path("tasks").path("answered").asInt()).isZero();
  }

  @Test
  void theListOfCampaignsDoesNotReturnOverTheImageToLabel() {
    CampaignId campaign = asking(3, 9);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "");
    visit.page.getByRole(AriaRole.LINK, named("Label images")).waitFor();
    hold();
    visit.page.waitForCondition(() -> !held.isEmpty());
    holding = false;
    visit.page.getByRole(AriaRole.LINK, named("Label images")).click();
    assertThat(image(3)).isVisible();

    release();

    assertThat(image(3)).isVisible();
    assertThat(heading("Campaigns")).hasCount(0);
  }

  @Test
  void twoPressesAtOnceLabelOnlyTheImageThatWasSeen() {
    CampaignId campaign = asking(3, 9);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(3)).isVisible();

    visit.page.evaluate(TWO_AT_ONCE, "1");

    assertThat(image(9)).isVisible();
    assertThat(visit.page.getByText("1 image for you · 1 of 2 answered · saved")).isVisible();
    assertThat(view(campaign).path("tasks").path("answered").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"x, omissions", "b, reopenings", "1, decisions"})
  void twoPressesDecideOnlyOnTheImageThatWasSeen(String key, String act) {
    CampaignId campaign = skipped(3, 9);
    visit = Visit.onADesktop(root).signIn(key("rita", "reviewer", campaign), "");
    visit.page.route("**/images/9", held::add);
    visit.open("review/" + campaign);
    assertThat(toDecide(3)).isVisible();
    List<String> acts = new CopyOnWriteArrayList<>();
    visit.page.onRequest(
        request -> {
          if (request.url().endsWith(act)) {
            acts.add(request.postData());
          }
        });
    visit.press(key);
    assertThat(heading("Image 9")).isVisible();

    visit.press(key);
    visit.page.waitForCondition(() -> !held.isEmpty());
    held.forEach(Route::resume);

    assertThat(toDecide(9)).isVisible();
    assertThat(acts).hasSize(1);
  }

  @Test
  void savesWhatWasLabelledAsTheirsWhoHaveSignedOut() {
    CampaignId campaign = asking(3, 9);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(3)).isVisible();
    visit.page.context().setOffline(true);
    visit.press("1");
    assertThat(visit.page.getByText("saving 1 …")).isVisible();
    visit.click("Sign out");
    visit.page.getByLabel("Your API key").fill(key("bob", "annotator", campaign));
    visit.click("Sign in");

    visit.page.context().setOffline(false);

    await(() -> view(campaign).path("tasks").path("answered").asInt(), answered -> answered == 1);
    assertThat(api.get("/api/v1/campaigns/" + campaign + "/annotators").json().path("annotators"))
        .extracting(annotator -> annotator.path("annotator").asText())
        .containsExactly("ada");
  }

  @Test
  void showsWhatWasTakenBackAndLabelledAnewNoMore() {
    CampaignId campaign = asking(3, 9);
    visit = Visit.onADesktop(root).signIn(key("ada", "annotator", campaign), "label/" + campaign);
    assertThat(image(3)).isVisible();
    visit.page.route("**/labels", held::add);
    visit.press("1");
    assertThat(image(9)).isVisible();
    visit.press("u");
    assertThat(image(3)).isVisible();
    visit.press("2");
    assertThat(image(9)).isVisible();
    visit.press("1");
    visit.page.waitForCondition(() -> held.size() == 1);
    List<String> leases = new CopyOnWriteArrayList<>();
    visit.page.onResponse(
        response -> {
          if (response.url().endsWith("/leases") && response.request().method().equals("POST")) {
            leases.add(response.text());
          }
        });

    held.remove(0).resume();
    visit.page.waitForCondition(
        () -> held.size() == 1 && leases.stream().anyMatch(task -> task.contains("\"image\":3")));

    assertThat(heading("Nothing to label right now")).isVisible();
    held.forEach(Route::resume);
    visit.page.unroute("**/labels");
    assertThat(labels(campaign)).isEqualTo(Map.of(3, 1, 9, 0));
  }

  private static String address(String name, CampaignId campaign) {
    return List.of("campaign", "label", "review").contains(name) ? name + "/" + campaign : name;
  }

  /** Keeps answers of the API from the page, but for who it is. */
  private void hold() {
    holding = true;
    visit.page.route(
        "**/api/v1/**",
        route -> {
          if (holding && !route.request().url().endsWith("/me")) {
            held.add(route);
          } else {
            route.fallback();
          }
        });
  }

  private void release() {
    List<String> answered = new CopyOnWriteArrayList<>();
    visit.page.onRequestFinished(request -> answered.add(request.url()));
    visit.page.onRequestFailed(request -> answered.add(request.url()));
    held.forEach(Route::resume);
    visit.page.waitForCondition(() -> held.stream().allMatch(route -> ended(route, answered)));
  }

  /** A stream of events does not end; an aborted request has. */
  private static boolean ended(Route route, List<String> answered) {
    String url = route.request().url();
    return url.endsWith("/events") || answered.contains(url);
  }
}
