package io.modicum.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.StoppingRules.Point;
import io.modicum.contracts.campaign.StopSettings;
import io.modicum.contracts.manifest.Predictions.HeldOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Curves with a point for every 100 labels, each accuracy of 10,000 held-out labels. */
class StoppingRulesTest {

  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final StopSettings TARGET = new StopSettings(OptionalDouble.of(0.8), NONE);
  private static final StopSettings GAIN = new StopSettings(NONE, OptionalDouble.of(0.125));
  private static final int MANY = 10_000;

  @Test
  void endWithTheBudgetAndNotBefore() {
    StoppingRules rules = new StoppingRules(StopSettings.DEFAULT, 3);

    assertThat(rules.reasonToEnd(curve(0.5, 0.5))).isEmpty();
    assertThat(rules.reasonToEnd(curve(0.5, 0.5, 0.5))).contains("budget spent");
  }

  @Test
  void endAtTheTargetItself() {
    StoppingRules rules = new StoppingRules(TARGET, 9);

    assertThat(rules.reasonToEnd(curve(0.5, 0.7999))).isEmpty();
    assertThat(rules.reasonToEnd(curve(0.5, 0.8)))
        .contains("target accuracy of 80% reached with 80% of 10000 held-out labels");
  }

  @Test
  void lookAtTheLatestAccuracyOnly() {
    assertThat(new StoppingRules(TARGET, 9).reasonToEnd(curve(0.9, 0.7))).isEmpty();
  }

  @Test
  void nameTheTargetWhereTheBudgetIsSpentToo() {
    assertThat(new StoppingRules(TARGET, 2).reasonToEnd(curve(0.5, 0.815)))
        .contains("target accuracy of 80% reached with 81.5% of 10000 held-out labels");
  }

  @Test
  void endWithTheBudgetAloneWhereNoLabelsWereHeldOut() {
    StopSettings both = new StopSettings(OptionalDouble.of(0.01), OptionalDouble.of(1));
    StoppingRules rules = new StoppingRules(both, 5);
    List<Point> curve = new ArrayList<>();
    for (int labels = 100; labels < 500; labels += 100) {
      curve.add(new Point(labels, Optional.empty()));
      assertThat(rules.reasonToEnd(curve)).isEmpty();
    }

    curve.add(new Point(500, Optional.empty()));

    assertThat(rules.reasonToEnd(curve)).contains("budget spent");
  }

  @Test
  void nameTheBudgetWhereTheGainIsSmallToo() {
    assertThat(new StoppingRules(GAIN, 4).reasonToEnd(curve(0.5, 0.5, 0.5, 0.5)))
        .contains("budget spent");
  }

  @Test
  void sayNothingOfAGainWhereNoImagesWereLeftToLabel() {
    Point point = new Point(60, Optional.of(new HeldOut(0.5, 60)));

    assertThat(new StoppingRules(GAIN, 9).reasonToEnd(Collections.nCopies(4, point))).isEmpty();
  }

  @Test
  void goOnAtTheMinimumGainItself() {
    assertThat(new StoppingRules(GAIN, 9).reasonToEnd(curve(0.125, 0.25, 0.375, 0.5))).isEmpty();
  }

  @Test
  void endBelowTheMinimumGain() {
    assertThat(new StoppingRules(GAIN, 9).reasonToEnd(curve(0.1, 0.2, 0.3, 0.4)))
        .contains(
            "100 labels gained 10 ± 0.18 percentage points of accuracy on held-out labels,"
                + " less than 12.5");
  }

  @Test
  void goOnWhereTheGainMayBeSmallByChance() {
    StoppingRules rules = new StoppingRules(GAIN, 9);

    assertThat(rules.reasonToEnd(curve(20, 0.1, 0.2, 0.3, 0.4))).isEmpty();
    assertThat(rules.reasonToEnd(curve(400, 0.1, 0.2, 0.3, 0.4))).isPresent();
  }

  @Test
  void endWhenTheCurveFalls() {
    assertThat(new StoppingRules(GAIN, 9).reasonToEnd(curve(0.5, 0.4, 0.3, 0.2)))
        .hasValueSatisfying(reason -> assertThat(reason).startsWith("100 labels gained -10 ±"));
  }

  @Test
  void doNotJudgeTheGainByFewerThanFourPoints() {
    assertThat(new StoppingRules(GAIN, 9).reasonToEnd(curve(0.5, 0.5, 0.5))).isEmpty();
  }

  @Test
  void doNotJudgeTheGainWhereOneOfTheFourCyclesHeldOutNothing() {
    List<Point> curve = new ArrayList<>(curve(0.5, 0.5, 0.5, 0.5, 0.5));
    curve.set(1, new Point(200, Optional.empty()));

    assertThat(new StoppingRules(GAIN, 9).reasonToEnd(curve)).isEmpty();
  }

  @Test
  void forgetTheGainOfEarlierCycles() {
    assertThat(new StoppingRules(GAIN, 9).reasonToEnd(curve(0.1, 0.4, 0.7, 0.7, 0.7, 0.7)))
        .hasValueSatisfying(reason -> assertThat(reason).startsWith("100 labels gained 0 ±"));
  }

  @Test
  void doNotEndForOneCycleThatGainedNothing() {
    assertThat(new StoppingRules(GAIN, 9).reasonToEnd(curve(0.1, 0.3, 0.5, 0.5))).isEmpty();
  }

  private static List<Point> curve(double... accuracies) {
    return curve(MANY, accuracies);
  }

  private static List<Point> curve(int heldOut, double... accuracies) {
    List<Point> curve = new ArrayList<>();
    for (double accuracy : accuracies) {
      curve.add(new Point(100 * (curve.size() + 1), Optional.of(new HeldOut(accuracy, heldOut))));
    }
    return curve;
  }
}
