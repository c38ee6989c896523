package io.modicum.gateway.labeling.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.AgreementRule;
import io.modicum.contracts.campaign.AnnotationSettings;
import io.modicum.contracts.campaign.GoldSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void majorityWaitsForAsManyAnswersAsAreWanted() {
    AnnotationSettings three = settings(AgreementRule.MAJORITY, 3, 3);

    assertThat(Verdict.judge(three, List.of(1, 1), 0)).isEqualTo(open(3));
    assertThat(Verdict.judge(three, List.of(1, 2, 1), 0)).isEqualTo(decided(1, 2.0 / 3));
  }

  @Test
  void majorityAsksForMoreOnATieUntilThereAreEnough() {
    AnnotationSettings upToFour = settings(AgreementRule.MAJORITY, 2, 4);

    assertThat(Verdict.judge(upToFour, List.of(2, 1), 0)).isEqualTo(open(3));
    assertThat(Verdict.judge(upToFour, List.of(2, 1, 0), 0)).isEqualTo(open(4));
    assertThat(Verdict.judge(upToFour, List.of(2, 1, 1), 0)).isEqualTo(decided(1, 2.0 / 3));
    assertThat(Verdict.judge(upToFour, List.of(2, 1, 1, 2), 0)).isEqualTo(decided(2, 0.5));
  }

  @Test
  void unanimityLeavesTheFirstDifferenceToAReviewer() {
    AnnotationSettings three = settings(AgreementRule.UNANIMITY, 3, 3);

    assertThat(Verdict.judge(three, List.of(1, 1), 0)).isEqualTo(open(3));
    assertThat(Verdict.judge(three, List.of(1, 1, 1), 0)).isEqualTo(decided(1, 1));
    assertThat(Verdict.judge(three, List.of(1, 2), 0)).isEqualTo(Verdict.of(TaskState.CONTESTED));
  }

  @Test
  void dawidSkeneJudgesLaterWithTheWholeCycle() {
    AnnotationSettings two = settings(AgreementRule.DAWID_SKENE, 2, 3);

    assertThat(Verdict.judge(two, List.of(1), 0)).isEqualTo(open(2));
    assertThat(Verdict.judge(two, List.of(1, 1), 0)).isEqualTo(Verdict.of(TaskState.ANSWERED));
  }

  @Test
  void leavesAnImageToAReviewerThatTooManySkipped() {
    AnnotationSettings one = settings(AgreementRule.MAJORITY, 1, 1);

    assertThat(Verdict.judge(one, List.of(), 1)).isEqualTo(open(1));
    assertThat(Verdict.judge(one, List.of(), 2)).isEqualTo(Verdict.of(TaskState.CONTESTED));
    assertThat(Verdict.judge(one, List.of(0), 2)).isEqualTo(decided(0, 1));
  }

  private static AnnotationSettings settings(AgreementRule rule, int labels, int maximum) {
    return new AnnotationSettings(labels, rule, maximum, 0.8, 2, GoldSettings.NONE, false);
  }

  private static Verdict open(int wanted) {
    return new Verdict(TaskState.OPEN, wanted, Optional.empty());
  }

  private static Verdict decided(int label, double agreement) {
    return Verdict.decided(new LabelAgreement(label, agreement));
  }
}
