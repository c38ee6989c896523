package io.modicum.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
