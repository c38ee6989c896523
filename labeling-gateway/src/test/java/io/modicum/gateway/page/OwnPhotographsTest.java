package io.modicum.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.AriaRole;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.manifest.Predictions;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** From a folder of photographs without labels to an accuracy, on the page alone. */
@QuarkusTest
class OwnPhotographsTest extends BrowserTest {

  private static final int PHOTOGRAPHS = 60;
  private static final int SAMPLE = 4;

  @Test
  void leadsFromUnlabelledPhotographsToAnAccuracyWithItsInterval() {
    visit = Visit.onADesktop(root).signIn(adminKey(), "datasets");
    visit.page.getByLabel("Archive of images").setInputFiles(archive("holiday.zip"));
    visit.click("Upload");
    visit.page.waitForURL("**/#/dataset/*");
    assertThat(heading("holiday")).isVisible();
    DatasetId dataset = new DatasetId(visit.page.url().replaceAll(".*/", ""));
    pack(dataset, PHOTOGRAPHS);
    assertThat(visit.page.getByText("60 images to choose from · none labelled yet")).isVisible();
    visit.page.getByRole(AriaRole.LINK, named("Start a campaign")).click();

    CampaignId campaign = startNaming("beach", "mountain", "city");
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
            Map.of(StageProgressed.AHEAD, 1.0)));
    assertThat(visit.page.getByText("waits for another to finish first").first()).isVisible();
    request(campaign, dataset, 0, outsideOfTheSample(campaign, 3));
    visit.page.getByRole(AriaRole.LINK, named("Label images")).click();
    labelAllAs("2", campaign);
    assertThat(labels(campaign)).hasSize(3).containsValue(1);
    predicted(
        campaign,
        dataset,
        new Predictions(
            0, 3, 0.75, List.of(new Predictions.ClassReport("mountain", 1, 0.75, SAMPLE))));

    visit.open("campaign/" + campaign);

    assertThat(visit.page.getByText("75.0% right with 3 labels. Measured on 4 "))
        .containsText("30.1% to 95.4% would be right, 95 of 100 times");
    visit.look("own-photographs");
  }

  /** Fills in the form for a campaign, starts it and returns it. */
  private CampaignId startNaming(String... classes) {
    visit.click("Start the campaign");
    assertThat(visit.page.locator("#classes-error")).containsText("at least two classes");
    visit.page.locator("#classes").fill("beach\nbeach ");
    visit.click("Start the campaign");
    assertThat(visit.page.locator("#classes-error")).containsText("“beach” is there twice.");
    assertThat(visit.page.getByLabel("Evaluation sample")).hasValue("30");
    assertThat(visit.page.getByLabel("Labels after each cycle")).hasValue("8, 15, 30");
    visit.look("new-campaign-on-unlabelled-images");
    visit.page.locator("#classes").fill(String.join("\n", classes));
    visit.page.getByLabel("Evaluation sample").fill("" + SAMPLE);
    assertThat(visit.page.getByText("4 tell it to about ±35 points.")).isVisible();
    visit.page.getByLabel("Labels after each cycle").fill("3");

    visit.click("Start the campaign");

    assertThat(visit.page.getByText("Working. Nothing to do")).isVisible();
    CampaignId campaign = new CampaignId(visit.page.url().replaceAll(".*/", ""));
    assertThat(view(campaign).path("classes"))
        .extracting(JsonNode::asText)
        .containsExactly(classes);
    return campaign;
  }

  /** Returns images that are learnt from, not measured by. */
  private int[] outsideOfTheSample(CampaignId campaign, int count) {
    List<Integer> sample =
        StreamSupport.stream(
                view(campaign).at("/specification/evaluation/images").spliterator(), false)
            .map(JsonNode::asInt)
            .collect(Collectors.toList());
    assertThat(sample).hasSize(SAMPLE);
    return IntStream.range(0, PHOTOGRAPHS)
        .filter(image -> !sample.contains(image))
        .limit(count)
        .toArray();
  }

  /** Labels all images that are asked for by a number key. */
  private void labelAllAs(String key, CampaignId campaign) {
    int asked = view(campaign).path("tasks").path("open").asInt();
    for (int done = 0; done < asked; done++) {
      settled().locator("img").first().waitFor();
      visit.press(key);
      visit
          .page
          .getByText(done + 1 < asked ? (done + 1) + " of " + asked : "Nothing to label right now")
          .first()
          .waitFor();
    }
  }
}
