package io.modicum.gateway.labeling.answer;

import io.modicum.contracts.campaign.AgreementRule;
import io.modicum.contracts.campaign.AnnotationSettings;
import java.util.List;
import java.util.Optional;

/**
 * What the answers to an image come to so far.
 *
 * @param wanted answers that it needs in all, while it is open
 * @param decision its label, once decided
 */
record Verdict(TaskState state, int wanted, Optional<LabelAgreement> decision) {

  /**
   * Judges by the campaign's rule.
   *
   * @param labels answers in the order in which they were given
   * @param skips annotators who left it to others
   */
  static Verdict judge(AnnotationSettings settings, List<Integer> labels, int skips) {
    int wanted = settings.labelsPerImage();
    if (settings.rule() == AgreementRule.UNANIMITY && labels.stream().distinct().count() > 1) {
      return of(TaskState.CONTESTED);
    }
    if (labels.size() < wanted) {
      return wanting(settings, wanted, skips);
    }
    if (settings.rule() == AgreementRule.DAWID_SKENE) {
      return of(TaskState.ANSWERED);
    }
    boolean tied = LabelAgreement.mostNamed(labels).size() > 1;
    return tied && labels.size() < settings.maximumLabels()
        ? wanting(settings, labels.size() + 1, skips)
        : decided(LabelAgreement.majority(labels));
  }

  /** Open for more answers, unless too many have skipped it. */
  static Verdict wanting(AnnotationSettings settings, int wanted, int skips) {
    return skips >= settings.maximumSkips()
        ? of(TaskState.CONTESTED)
        : new Verdict(TaskState.OPEN, wanted, Optional.empty());
  }

  static Verdict of(TaskState state) {
    return new Verdict(state, 0, Optional.empty());
  }

  static Verdict decided(LabelAgreement decision) {
    return new Verdict(TaskState.DECIDED, 0, Optional.of(decision));
  }
}
