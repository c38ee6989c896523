package io.modicum.acquisition.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.manifest.Predictions;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A campaign ends when its budget is spent or a rule says so. */
@QuarkusTest
class CampaignEndTest extends AcquisitionTest {

  @Test
  void endsWhenTheBudgetIsSpent() {
    // Given
    specify(campaign, Mode.SELF_SUPERVISED, "random", "2", "4");
    predict(0, lessDecidedTheLowerTheIndex());
    predict(1, lessDecidedTheLowerTheIndex());

    // When
    chain.send(predictions(1, 4));

    // Then
    assertThat(completed())
        .containsExactly(
            new CampaignCompleted(campaign, 1, 4, OptionalDouble.of(0.75), "budget spent"));
  }

  @Test
  void endsEarlyWhenTheTargetAccuracyIsReachedOnHeldOutLabels() {
    // Given
    specifyTarget(0.9);
    predict(0, Optional.of(new Predictions.HeldOut(0.95, 20)));

    // When
    chain.send(predictions(0, 2));

    // Then
    assertThat(completed())
        .containsExactly(
            new CampaignCompleted(
                campaign,
                0,
                2,
                OptionalDouble.of(0.75),
                "target accuracy of 90% reached with 95% of 20 held-out labels"));
  }

  @Test
  void goesOnWhereOnlyTheTestSplitReachesTheTarget() {
    // Given
    specifyTarget(0.7);
    predict(0, Optional.of(new Predictions.HeldOut(0.65, 20)));

    // When
    chain.send(predictions(0, 2));

    // Then
    assertThat(requested().cycle()).isEqualTo(1);
  }

  @Test
  void goesOnWhereAnEarlierVersionToldOfNoHeldOutLabels() {
    // Given
    specifyTarget(0.7);
    predict(0, Optional.empty());

    // When
    chain.send(predictions(0, 2));

    // Then
    assertThat(requested().cycle()).isEqualTo(1);
  }
}
