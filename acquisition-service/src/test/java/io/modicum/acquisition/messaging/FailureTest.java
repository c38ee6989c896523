package io.modicum.acquisition.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.StopSettings;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.store.Npy;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What cannot be done is told, and holds nobody up. */
@QuarkusTest
class FailureTest extends AcquisitionTest {

  @Test
  void refusesASpecificationThatNamesWhatIsNotThere() {
    // Given
    specify(
        campaign,
        Mode.FROM_SCRATCH,
        AcquisitionSettings.of("margin").withSettings(Map.of("depth", 3.0)),
        "random",
        StopSettings.DEFAULT,
        "3");

    // When
    chain.send(started(campaign));

    // Then
    assertThat(failed().reason())
        .isEqualTo("acquisition.settings.depth: is unknown; margin has no settings");
  }

  @Test
  void saysWhatIsWrongWithPredictionsOfAnotherShape() {
    // Given
    specify(campaign, Mode.SELF_SUPERVISED, "random", "2", "4");
    label(0, 3, 7);
    predict(0, Npy.encode(new float[] {1, 0, 1, 0}, 2, 2));

    // When
    chain.send(predictions(0, 2));

    // Then
    StageFailed failed = failed();
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.stage()).isEqualTo("select");
    assertThat(failed.reason()).isEqualTo("probabilities: 2 rows for a pool of 12 images");
    chain.values(
        "predictions-ready.dlq",
        1,
        value -> new String(value, StandardCharsets.UTF_8).contains(campaign.value()));
  }

  @Test
  void putsGarbageIntoTheDeadLetterTopicAndGoesOn() {
    // Given
    String garbage = "garbage " + UUID.randomUUID();
    specify(campaign, Mode.FROM_SCRATCH, "random", "3");
    chain.send("campaign-started", "k", garbage.getBytes(StandardCharsets.UTF_8));

    // When
    chain.send(started(campaign));

    // Then
    chain.values(
        "campaign-started.dlq",
        1,
        value -> new String(value, StandardCharsets.UTF_8).equals(garbage));
    assertThat(requested(campaign, 1)).hasSize(1);
  }
}
