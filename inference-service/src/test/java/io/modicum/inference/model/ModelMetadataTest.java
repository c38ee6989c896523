package io.modicum.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.manifest.Predictions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a finished classifier says of itself. */
class ModelMetadataTest {

  @Test
  void warnsWhereItsAccuracyIsNoBetterThanGuessing() {
    assertThat(metadata(0.4))
        .containsEntry("testImages", "10")
        .containsEntry(
            "warning",
            "on 10 test images this accuracy is no better than guessing among 3 classes");
  }

  @Test
  void tellsTheIntervalOfAnAccuracyThatIsMoreThanGuessing() {
    Map<String, String> metadata = metadata(0.9);

    assertThat(metadata).doesNotContainKey("warning").containsEntry("labels", "6");
    assertThat(Double.parseDouble(metadata.get("accuracyLower"))).isEqualTo(0.5958, within(1e-4));
    assertThat(Double.parseDouble(metadata.get("accuracyUpper"))).isEqualTo(0.9821, within(1e-4));
  }

  /** Returns what a classifier says that had so many of ten test images right. */
  private static Map<String, String> metadata(double accuracy) {
    return ModelExport.metadata(
        new CampaignId("c-1"),
        List.of("red", "green", "blue"),
        new Predictions(
            0, 6, accuracy, List.of(new Predictions.ClassReport("red", 1, accuracy, 10))));
  }
}
