package io.modicum.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

  @Test
  void takesMeanAndSampleDeviationOverTheSeedsOfAMode() {
    List<LearningCurve> curves =
        LearningCurve.of(
            List.of(
                campaign("self-supervised", 1, 0.30, 0.50),
                campaign("from-scratch", 1, 0.20, 0.55),
                campaign("self-supervised", 2, 0.34, 0.50),
                campaign("self-supervised", 3, 0.38, 0.50)));

    assertThat(curves)
        .extracting(LearningCurve::mode)
        .containsExactly("self-supervised", "from-scratch");
    LearningCurve.Point few = curves.get(0).points().get(0);
    assertThat(few.labels()).isEqualTo(20);
    assertThat(few.seeds()).isEqualTo(3);
    assertThat(few.mean()).isCloseTo(0.34, within(1e-12));
    assertThat(few.standardDeviation()).isCloseTo(0.04, within(1e-12));
    assertThat(curves.get(1).points().get(1)).isEqualTo(new LearningCurve.Point(100, 0.55, 0, 1));
  }

  @Test
  void tablesMeanAndDeviationWhereThereAreSeveralSeeds() {
    List<LearningCurve> curves =
        LearningCurve.of(
            List.of(
                campaign("self-supervised", 1, 0.30, 0.50),
                campaign("self-supervised", 2, 0.34, 0.50),
                campaign("from-scratch", 1, 0.20, 0.55)));

    assertThat(LearningCurve.table(curves))
        .isEqualToNormalizingNewlines(
            """
              labels   self-supervised      from-scratch
                  20      32.0 ± 2.8 %            20.0 %
                 100      50.0 ± 0.0 %            55.0 %
            """);
  }

  private static CampaignResult campaign(String mode, long seed, double few, double many) {
    List<CampaignResult.Point> curve =
        List.of(new CampaignResult.Point(20, few), new CampaignResult.Point(100, many));
    return new CampaignResult("c-" + mode + seed, mode, mode, "random", seed, curve, Map.of());
  }
}
