package io.modicum.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.AriaRole;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted for somebody is what they can do. */
@QuarkusTest
class OwnCountsTest extends BrowserTest {

  @Test
  void countsForAnnotatorsWhatTheyHoldAndWhatIsLeftForThem() {
    CampaignId campaign = asking(7, 2, 9, 4);
    Labeller ada = labeller("ada", campaign);
    List<Long> held = tasks(ada.lease(3));
    ada.skip(held.get(0), "blurred");

    assertThat(counts(annotator("ada", campaign), campaign).path("yours").asInt()).isEqualTo(3);
    assertThat(counts(annotator("bob", campaign), campaign).path("yours").asInt()).isEqualTo(2);
    assertThat(counts(annotator("bob", campaign), campaign).has("contested")).isFalse();
    JsonNode listed = annotator("bob", campaign).get("/api/v1/campaigns").json().path("items");
    assertThat(listed.path(0).path("tasks").path("yours").asInt()).isEqualTo(2);
  }

  @Test
  void countsForReviewersWhatIsContestedAndForViewersNeither() {
    CampaignId campaign = asking(7);
    Labeller ada = labeller("ada", campaign);
    ada.skip(tasks(ada.lease(1)).get(0), "blurred");
    ada.lease(1);

    JsonNode rita = counts(api.as(key("rita", "reviewer", campaign)), campaign);
    JsonNode vera = counts(api.as(key("vera", "viewer", campaign)), campaign);

    assertThat(rita.path("contested").asInt()).isEqualTo(1);
    assertThat(vera.has("yours") || vera.has("contested")).isFalse();
  }

  @Test
  void showsThemOnThePageWithReviewsCount() {
    CampaignId campaign = asking(7, 2);
    Labeller ada = labeller("ada", campaign);
    ada.skip(tasks(ada.lease(2)).get(0), "blurred");
    labeller("bob", campaign).skip(tasks(labeller("bob", campaign).lease(1)).get(0), "blurred");
    visit =
        Visit.onADesktop(root).signIn(key("rita", "reviewer", campaign), "campaign/" + campaign);

    assertThat(visit.page.getByRole(AriaRole.LINK, named("Review (1)"))).isVisible();
    assertThat(visit.page.getByText("1 image waits for a reviewer")).isVisible();
    visit.look("counts");
  }

  @Test
  void showsANewMemberTheirCampaignWithoutAReload() {
    CampaignId campaign = asking(7);
    visit = Visit.onADesktop(root).signIn(secret("'name': 'nina', 'role': 'annotator'"), "");
    assertThat(visit.page.getByText("Nothing here yet.")).isVisible();

    api.put("/api/v1/campaigns/" + campaign + "/members/nina", "{'role': 'annotator'}");

    assertThat(visit.page.getByText("1 image waits for you")).isVisible();
    visit.page.getByRole(AriaRole.LINK, named("Label images")).click();
    assertThat(image(7)).isVisible();
  }

  private static JsonNode counts(Api caller, CampaignId campaign) {
    return caller.get("/api/v1/campaigns/" + campaign).json().path("tasks");
  }
}
