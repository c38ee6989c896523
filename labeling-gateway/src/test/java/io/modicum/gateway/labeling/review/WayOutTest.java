package io.modicum.gateway.labeling.review;

import static io.modicum.gateway.testing.Labeller.images;
import static io.modicum.gateway.testing.Labeller.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.LabelledSet.Label;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No image that nobody answers keeps a campaign from going on. */
@QuarkusTest
class WayOutTest extends GatewayTest {

  @Test
  void asksAgainAlsoOfThoseWhoSkippedWhatAReviewerPutsBack() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['1']", 7);
    Labeller ada = labeller("ada", campaign);
    long task = skippedByAll(ada);

    assertThat(act(campaign, "reopenings", task)).isEqualTo("accepted");

    assertThat(contested(campaign)).isEmpty();
    assertThat(tasks(ada.lease(1))).containsExactly(task);
    assertThat(ada.answer(task, "pear")).isEqualTo("accepted");
    assertThat(labelled(campaign, 0)).containsExactly(new Label(7, 1, 0, List.of("ada"), 1));
    assertThat(api.get("/api/v1/campaigns/" + campaign + "/audit").json().path("items"))
        .extracting(entry -> entry.path("kind").asText(), entry -> entry.path("actor").asText())
        .containsExactly(
            tuple("skipped", "ada"),
            tuple("contested", "majority"),
            tuple("put-back", "admin"),
            tuple("reopened", "majority"),
            tuple("answered", "ada"),
            tuple("decided", "majority"));
  }

  @Test
  void closesTheCycleWithoutALabelForWhatAReviewerLeavesOut() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['2', '4']", 7, 2);
    Labeller ada = labeller("ada", campaign);
    List<Long> tasks = tasks(ada.lease(2));
    ada.skip(tasks.get(0), "none of the classes");
    ada.answer(tasks.get(1), "plum");
    ada.lease(2);

    assertThat(act(campaign, "omissions", tasks.get(0))).isEqualTo("accepted");

    assertThat(labelled(campaign, 0)).containsExactly(new Label(2, 2, 0, List.of("ada"), 1));
    LabelledSet set =
        Manifest.read(store, ObjectKeys.labels(campaign, 0), LabelledSet.class).content();
    assertThat(set.leftOut()).containsExactly(7);
    assertThat(view(campaign).path("tasks").path("open").asInt()).isZero();
    assertThat(ada.answer(tasks.get(0), "pear")).isEqualTo("already-decided");
    assertThat(act(campaign, "reopenings", tasks.get(0))).isEqualTo("cycle-complete");
  }

  @Test
  void takesBackThatAnImageWasLeftOutWhileTheCycleIsOpen() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['2']", 7, 2);
    long task = tasks(labeller("ada", campaign).lease(1)).get(0);
    act(campaign, "omissions", task);
    assertThat(view(campaign).path("tasks").path("open").asInt()).isEqualTo(1);

    act(campaign, "reopenings", task);

    assertThat(view(campaign).path("tasks").path("open").asInt()).isEqualTo(2);
    assertThat(images(labeller("ada", campaign).lease(2))).containsExactly(7, 2);
  }

  @Test
  void asksForOthersWhereAllImagesOfTheFirstCycleAreLeftOut() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = waiting(dataset, "'budgets': ['1', '2']", 7);

    act(campaign, "omissions", tasks(labeller("ada", campaign).lease(1)).get(0));

    assertThat(labelled(campaign, 0)).isEmpty();
    predicted(campaign, dataset, 0, 0, 1.0 / 3);
    request(campaign, dataset, 1, 2, 4);
    await(() -> view(campaign), view -> view.path("tasks").path("open").asInt() == 2);
    Labeller ada = labeller("ada", campaign);
    tasks(ada.lease(2)).forEach(task -> ada.answer(task, "plum"));
    assertThat(labelled(campaign, 1)).extracting(Label::image).containsExactly(2, 4);
  }

  private static long skippedByAll(Labeller ada) {
    long task = tasks(ada.lease(1)).get(0);
    ada.skip(task, "blurred");
    ada.lease(1);
    return task;
  }

  private String act(CampaignId campaign, String what, long task) {
    return api.post("/api/v1/campaigns/" + campaign + "/" + what, "{'tasks': [" + task + "]}")
        .json()
        .path("results")
        .path(0)
        .path("result")
        .asText();
  }
}
