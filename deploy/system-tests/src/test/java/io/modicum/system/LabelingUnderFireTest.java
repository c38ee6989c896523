package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.LabelledSet.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No label that a gateway acknowledged is lost or counted twice, whoever is killed when. */
class LabelingUnderFireTest {

  private static final int IMAGES = 6_000;

  @Test
  void everyAcknowledgedLabelOutlivesAGatewayAndTheDatabase() throws Exception {
    Path systems = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
    Path folder = Files.createTempDirectory(systems, "labelingUnderFire");
    try (LabelingGateways system = LabelingGateways.start(folder, 2)) {
      CampaignId campaign = system.campaign(IMAGES);
      try (AnnotatorCrowd crowd =
          new AnnotatorCrowd(
              system.addresses(), campaign, system.annotatorKeys(campaign, 50), 5, 0)) {
        CompletableFuture<Void> labelling = crowd.start();
        afterLabels(crowd, IMAGES / 6);
        system.kill(1);
        afterLabels(crowd, 2 * IMAGES / 6);
        system.crashDatabase();
        afterLabels(crowd, 3 * IMAGES / 6);
        system.restart(1);
        system.kill(0);
        afterLabels(crowd, 4 * IMAGES / 6);
        system.restart(0);
        labelling.get(3, TimeUnit.MINUTES);

        requireEachOnce(system, campaign, crowd);
      }
    }
  }

  private static void afterLabels(AnnotatorCrowd crowd, int labels) {
    await().atMost(2, TimeUnit.MINUTES).until(() -> crowd.acknowledged().size() >= labels);
  }

  /** Checks that all acknowledged labels, and no others, are in database and labelled set, once. */
  static void requireEachOnce(LabelingGateways system, CampaignId campaign, AnnotatorCrowd crowd)
      throws IOException, InterruptedException {
    assertThat(crowd.contradictions()).isEmpty();
    LabelledSet labelled = system.labelled(campaign);
    assertThat(labelled.labels()).extracting(Label::image).doesNotHaveDuplicates();
    Map<Integer, String> announced = new HashMap<>();
    for (Label label : labelled.labels()) {
      announced.put(
          label.image(),
          LabelingGateways.CLASSES.get(label.label()) + " by " + List.copyOf(label.annotators()));
    }
    Map<Integer, String> stored = new HashMap<>();
    for (JsonNode entry : system.audit(campaign)) {
      if (entry.path("kind").asText().equals("answered")) {
        String before =
            stored.put(
                entry.path("image").asInt(),
                entry.path("label").asText() + " by [" + entry.path("actor").asText() + "]");
        assertThat(before).as("answered twice: " + entry).isNull();
      }
    }
    Map<Integer, String> acknowledged = new HashMap<>();
    crowd
        .acknowledged()
        .forEach(
            (image, said) ->
                acknowledged.put(image, said.label() + " by [" + said.annotator() + "]"));
    assertThat(stored).containsAllEntriesOf(acknowledged);
    assertThat(announced).isEqualTo(stored);
  }
}
