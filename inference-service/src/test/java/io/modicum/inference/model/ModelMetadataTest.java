package io.modicum.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.manifest.Predictions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a finished classifier says of itself. */
class ModelMetadataTest {

  private static final List<String> CLASSES = List.of("red", "green", "blue");

  @Test
  void warnsWhereItsAccuracyIsNoBetterThanGuessing() {
    assertThat(metadata(0.4, 4, 3, 3))
        .containsEntry("testImages", "10")
        .containsEntry(
            "warning",
            "on 10 test images this accuracy is what naming the commonest class could give, too");
  }

  @Test
  void warnsWhereWhoeverAlwaysNamesTheCommonestClassIsRightAsOften() {
    assertThat(metadata(0.9, 900, 50, 50)).containsKey("warning");
    assertThat(metadata(0.9, 400, 300, 300)).doesNotContainKey("warning");
  }

  @Test
  void tellsTheIntervalOfAnAccuracyThatIsMoreThanGuessing() {
    Map<String, String> metadata = metadata(0.9, 4, 3, 3);

    assertThat(metadata).doesNotContainKey("warning").containsEntry("labels", "6");
    assertThat(Double.parseDouble(metadata.get("accuracyLower"))).isEqualTo(0.5958, within(1e-4));
    assertThat(Double.parseDouble(metadata.get("accuracyUpper"))).isEqualTo(0.9821, within(1e-4));
  }

  /** Returns what a classifier says of itself that was tested on so many images of each class. */
  private static Map<String, String> metadata(double accuracy, int... support) {
    return ModelExport.metadata(
        new CampaignId("c-1"),
        CLASSES,
        new Predictions(
            0,
            6,
            accuracy,
            IntStream.range(0, support.length)
                .mapToObj(
                    label ->
                        new Predictions.ClassReport(
                            CLASSES.get(label), 1, accuracy, support[label]))
                .toList()));
  }
}
