package io.modicum.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.modicum.experiments.result.CampaignResult;
import io.modicum.experiments.result.LearningCurve;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {

  @Test
  void tablesMeanAndDeviationWhereThereAreSeveralSeeds() {
    List<LearningCurve> curves =
        LearningCurve.average(
            List.of(
                campaign("self-supervised", 1, 0.30, 0.50),
                campaign("self-supervised", 2, 0.34, 0.50),
                campaign("from-scratch", 1, 0.20, 0.55)));

    assertThat(MarkdownTable.write(curves, "%.1f"))
        .isEqualTo(
            """
            | labels          |         20 |        100 |
            |-----------------|-----------:|-----------:|
            | self-supervised | 32.0 ± 2.8 | 50.0 ± 0.0 |
            | from-scratch    |       20.0 |       55.0 |
            """);
  }

  @Test
  void leavesACellEmptyWhereAVariantHasNoSuchNumberOfLabels() {
    List<LearningCurve> curves =
        List.of(
            new LearningCurve("a", List.of(new LearningCurve.Point(20, 0.2, 0, 1))),
            new LearningCurve("b", List.of(new LearningCurve.Point(100, 0.3, 0, 1))));

    assertThat(MarkdownTable.write(curves, "%.1f"))
        .contains("| a      | 20.0 |      |", "| b      |      | 30.0 |");
  }

  private static CampaignResult campaign(String variant, long seed, double few, double many) {
    List<CampaignResult.Point> curve =
        List.of(new CampaignResult.Point(20, few), new CampaignResult.Point(100, many));
    return new CampaignResult(
        "c-" + variant + seed, variant, seed, MissingNode.getInstance(), curve, Map.of());
  }
}
