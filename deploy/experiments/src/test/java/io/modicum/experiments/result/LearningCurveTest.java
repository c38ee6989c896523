package io.modicum.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

  @Test
  void takesMeanAndSampleDeviationOverTheSeedsOfAVariant() {
    List<LearningCurve> curves =
        LearningCurve.average(
            List.of(
                campaign("self-supervised", 1, 0.30, 0.50),
                campaign("from-scratch", 1, 0.20, 0.55),
                campaign("self-supervised", 2, 0.34, 0.50),
                campaign("self-supervised", 3, 0.38, 0.50)));

    assertThat(curves)
        .extracting(LearningCurve::variant)
        .containsExactly("self-supervised", "from-scratch");
    LearningCurve.Point few = curves.get(0).points().get(0);
    assertThat(few.labels()).isEqualTo(20);
    assertThat(few.seeds()).isEqualTo(3);
    assertThat(few.mean()).isCloseTo(0.34, within(1e-12));
    assertThat(few.standardDeviation()).isCloseTo(0.04, within(1e-12));
    assertThat(curves.get(1).points().get(1)).isEqualTo(new LearningCurve.Point(100, 0.55, 0, 1));
  }

  @Test
  void measuresAVariantAgainstTheBaselineOfTheSameSeed() {
    List<LearningCurve> differences =
        LearningCurve.differences(
            List.of(
                campaign("random", 1, 0.20, 0.50),
                campaign("random", 2, 0.40, 0.50),
                campaign("margin", 2, 0.43, 0.48),
                campaign("margin", 1, 0.21, 0.50),
                campaign("margin", 3, 0.90, 0.90)),
            "random");

    assertThat(differences).extracting(LearningCurve::variant).containsExactly("margin");
    LearningCurve.Point few = differences.get(0).points().get(0);
    assertThat(few.seeds()).isEqualTo(2);
    assertThat(few.mean()).isCloseTo(0.02, within(1e-12));
    assertThat(few.standardDeviation()).isCloseTo(Math.sqrt(0.0002), within(1e-12));
  }

  private static CampaignResult campaign(String variant, long seed, double few, double many) {
    List<CampaignResult.Point> curve =
        List.of(new CampaignResult.Point(20, few), new CampaignResult.Point(100, many));
    return new CampaignResult(
        "c-" + variant + seed, variant, seed, MissingNode.getInstance(), curve, Map.of());
  }
}
