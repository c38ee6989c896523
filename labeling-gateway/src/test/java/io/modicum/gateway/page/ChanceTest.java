package io.modicum.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.Predictions;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A result that guessing could give, too, is said to be one. */
@QuarkusTest
class ChanceTest extends BrowserTest {

  @Test
  void saysSoWithWhatWouldHelpWhereTheIntervalHoldsChance() {
    CampaignId campaign = evaluated(0.4, "'pretraining': {'epochs': 20}");

    visit = Visit.onADesktop(root).signIn(key("vera", "viewer", campaign), "campaign/" + campaign);

    assertThat(heading("No better than guessing")).isVisible();
    assertThat(visit.page.getByText("40.0% right is what naming the commonest class could give"))
        .isVisible();
    assertThat(visit.page.getByText("More test images: 10 images for 3 classes")).isVisible();
    assertThat(visit.page.getByText("More labels: 6 labels for 3 classes")).isVisible();
    assertThat(visit.page.getByText("Longer pretraining: it took 20 steps")).isVisible();
    visit.look("chance");
  }

  @Test
  void asksForNoLongerPretrainingThanItChoosesItself() {
    CampaignId campaign = evaluated(0.4, "'seed': 1");

    visit = Visit.onADesktop(root).signIn(key("vera", "viewer", campaign), "campaign/" + campaign);

    assertThat(heading("No better than guessing")).isVisible();
    assertThat(visit.page.getByText("Longer pretraining")).hasCount(0);
  }

  @Test
  void saysOnlyHowExactAnAccuracyIsWhereItIsMoreThanChance() {
    CampaignId campaign = evaluated(0.9, "'seed': 1");

    visit = Visit.onAPhone(root).signIn(key("vera", "viewer", campaign), "campaign/" + campaign);

    assertThat(visit.page.getByText("Measured on 10 test images: of such images 59.6% to 98.2%"))
        .isVisible();
    assertThat(heading("No better than guessing")).hasCount(0);
    visit.look("exactness-on-a-phone");
  }

  @Test
  void takesAlwaysNamingTheCommonestClassForGuessing() {
    CampaignId campaign = evaluated(0.9, "'seed': 1", 900, 50, 50);

    visit = Visit.onADesktop(root).signIn(key("vera", "viewer", campaign), "campaign/" + campaign);

    assertThat(visit.page.getByText("90.0% right is what naming the commonest class could give"))
        .isVisible();
  }

  @Test
  void theFormTellsHowExactResultsOnADatasetWillBe() {
    DatasetId dataset = readyDataset();

    visit = Visit.onADesktop(root).signIn(adminKey(), "new/" + dataset);

    assertThat(visit.page.getByText("12 images to choose from, 200 images to test on, 3 classes."))
        .containsText("known to about ±6.9 points");
  }

  /** Starts a campaign whose first classifier had so many of ten test images right. */
  private CampaignId evaluated(double accuracy, String fields) {
    return evaluated(accuracy, fields, 4, 3, 3);
  }

  /** Starts a campaign whose first classifier was tested on so many images of each class. */
  private CampaignId evaluated(double accuracy, String fields, int... support) {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['6'], " + fields);
    request(campaign, dataset, 0, 0, 1, 2, 3, 4, 5);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    List<Predictions.ClassReport> perClass =
        Arrays.stream(support)
            .mapToObj(images -> new Predictions.ClassReport("of " + images, 1, accuracy, images))
            .toList();
    predicted(campaign, dataset, new Predictions(0, 6, accuracy, perClass));
    await(() -> view(campaign), view -> view.path("curve").size() == 1);
    return campaign;
  }
}
