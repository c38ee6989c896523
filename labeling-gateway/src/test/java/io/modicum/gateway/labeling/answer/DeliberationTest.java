package io.modicum.gateway.labeling.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.modicum.contracts.campaign.AgreementRule;
import io.modicum.contracts.campaign.AnnotationSettings;
import io.modicum.contracts.campaign.GoldSettings;
import io.modicum.gateway.labeling.answer.AuditEntry.Kind;
import io.modicum.gateway.labeling.answer.LabelActionResult.Outcome;
import io.modicum.gateway.labeling.answer.TaskStatus.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeliberationTest {

  private static final long TASK = 7;
  private static final int CYCLE = 2;

  @Test
  void anAnswerDecidesAndBothAreWrittenDown() {
    Deliberation deliberation = deliberation(task(TaskState.OPEN));

    assertThat(deliberation.take("ada", new LabelAction.Answer(TASK, 1)))
        .isEqualTo(Outcome.ACCEPTED);

    assertThat(deliberation.entries())
        .extracting(AuditEntry::kind, AuditEntry::by, AuditEntry::label)
        .containsExactly(
            tuple(Kind.ANSWERED, "ada", OptionalInt.of(1)),
            tuple(Kind.DECIDED, "majority", OptionalInt.of(1)));
    assertThat(deliberation.changed(task -> task.state() == TaskState.DECIDED))
        .containsExactly(TASK);
    assertThat(deliberation.undecided()).containsExactly(entry(CYCLE, -1));
  }

  @Test
  void theFirstAnswerStandsUntilItIsCorrectedByName() {
    TaskStatus decided = deliberate(task(TaskState.OPEN), "ada", new LabelAction.Answer(TASK, 1));
    Deliberation deliberation = deliberation(stored(decided, 40));

    assertThat(deliberation.take("ada", new LabelAction.Answer(TASK, 2)))
        .isEqualTo(Outcome.ALREADY_ANSWERED);
    assertThat(deliberation.take("ada", new LabelAction.Correction(TASK, 1)))
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(deliberation.entries()).as("nothing has happened").isEmpty();
    assertThat(deliberation.take("bob", new LabelAction.Correction(TASK, 2)))
        .isEqualTo(Outcome.NOT_ANSWERED);
    assertThat(deliberation.take("ada", new LabelAction.Correction(TASK, 2)))
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(deliberation.entries())
        .extracting(AuditEntry::kind, AuditEntry::label, AuditEntry::replaces)
        .containsExactly(
            tuple(Kind.CORRECTED, OptionalInt.of(2), OptionalLong.of(40)),
            tuple(Kind.DECIDED, OptionalInt.of(2), OptionalLong.empty()));
  }

  @Test
  void aWithdrawalOpensTheTaskAgain() {
    TaskStatus decided = deliberate(task(TaskState.OPEN), "ada", new LabelAction.Answer(TASK, 1));
    Deliberation deliberation = deliberation(stored(decided, 40));

    assertThat(deliberation.take("ada", new LabelAction.Withdrawal(TASK)))
        .isEqualTo(Outcome.ACCEPTED);

    assertThat(deliberation.entries())
        .extracting(AuditEntry::kind)
        .containsExactly(Kind.WITHDRAWN, Kind.REOPENED);
    assertThat(deliberation.undecided()).containsExactly(entry(CYCLE, 1));
    assertThat(deliberation.changes())
        .singleElement()
        .returns(1, Deliberation.TaskChange::wanted)
        .returns(Optional.empty(), change -> change.task().decision());
  }

  @Test
  void whoeverSkippedMayStillAnswer() {
    TaskStatus skipped =
        deliberate(task(TaskState.OPEN), "ada", new LabelAction.Skip(TASK, "blurred"));
    Deliberation deliberation = deliberation(stored(skipped, 40));

    assertThat(deliberation.take("ada", new LabelAction.Skip(TASK, "again")))
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(deliberation.entries()).isEmpty();
    assertThat(deliberation.take("ada", new LabelAction.Answer(TASK, 0)))
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(deliberation.entries().get(0).replaces()).isEqualTo(OptionalLong.of(40));
  }

  @Test
  void aReviewersDecisionStandsAgainstAnnotators() {
    TaskStatus answered = deliberate(task(TaskState.OPEN), "ada", new LabelAction.Answer(TASK, 1));
    TaskStatus reviewed = deliberate(stored(answered, 40), "rex", new LabelAction.Review(TASK, 2));
    Deliberation deliberation = deliberation(reviewed);

    assertThat(reviewed.decision()).contains(new LabelAgreement(2, 0.5));
    assertThat(deliberation.take("ada", new LabelAction.Correction(TASK, 0)))
        .isEqualTo(Outcome.ALREADY_DECIDED);
    assertThat(deliberation.take("ada", new LabelAction.Withdrawal(TASK)))
        .isEqualTo(Outcome.ALREADY_DECIDED);
    assertThat(deliberation.take("rex", new LabelAction.Review(TASK, 1)))
        .isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void nothingChangesInACompletedCycle() {
    TaskStatus decided = deliberate(task(TaskState.OPEN), "ada", new LabelAction.Answer(TASK, 1));
    Deliberation deliberation =
        new Deliberation(settings(), Map.of(TASK, stored(decided, 40)), Set.of());

    assertThat(deliberation.take("ada", new LabelAction.Correction(TASK, 2)))
        .isEqualTo(Outcome.CYCLE_COMPLETE);
    assertThat(deliberation.take("ada", new LabelAction.Withdrawal(TASK)))
        .isEqualTo(Outcome.CYCLE_COMPLETE);
    assertThat(deliberation.take("rex", new LabelAction.Review(TASK, 2)))
        .isEqualTo(Outcome.CYCLE_COMPLETE);
    assertThat(deliberation.changes()).isEmpty();
  }

  @Test
  void neverDecidesAGoldQuestion() {
    Deliberation deliberation = deliberation(task(TaskState.GOLD));

    assertThat(deliberation.take("ada", new LabelAction.Answer(TASK, 1)))
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(deliberation.take("rex", new LabelAction.Review(TASK, 1)))
        .isEqualTo(Outcome.UNKNOWN_TASK);
    assertThat(deliberation.entries()).extracting(AuditEntry::kind).containsExactly(Kind.ANSWERED);
    assertThat(deliberation.changed(TaskStatus::asked)).containsExactly(TASK);
  }

  @Test
  void leavesToAReviewerOnlyWhatAllWhoAreActiveSkippedOrAnswered() {
    TaskStatus skipped =
        stored(deliberate(task(TaskState.OPEN), "ada", new LabelAction.Skip(TASK, "blurred")), 40);
    Deliberation others = deliberation(skipped);
    Deliberation nobodyElse = deliberation(skipped);
    Deliberation notSkipped = deliberation(task(TaskState.OPEN));

    others.standstill(Set.of("ada", "bob"));
    nobodyElse.standstill(Set.of("ada"));
    notSkipped.standstill(Set.of());

    assertThat(others.changes()).isEmpty();
    assertThat(notSkipped.changes()).isEmpty();
    assertThat(nobodyElse.changed(task -> task.state() == TaskState.CONTESTED))
        .containsExactly(TASK);
    assertThat(nobodyElse.entries()).extracting(AuditEntry::kind).containsExactly(Kind.CONTESTED);
  }

  @Test
  void whatIsPutBackForgetsSkipsAndWhatWouldNotOpenItAgain() {
    TaskStatus decided =
        stored(deliberate(task(TaskState.OPEN), "ada", new LabelAction.Skip(TASK, "blurred")), 40);
    decided = stored(deliberate(decided, "bob", new LabelAction.Answer(TASK, 1)), 41);
    Deliberation deliberation = deliberation(decided);

    assertThat(deliberation.take("rex", new LabelAction.PutBack(TASK))).isEqualTo(Outcome.ACCEPTED);

    assertThat(deliberation.entries())
        .extracting(AuditEntry::kind, AuditEntry::by, AuditEntry::replaces)
        .containsExactly(
            tuple(Kind.PUT_BACK, "rex", OptionalLong.of(41)),
            tuple(Kind.PUT_BACK, "rex", OptionalLong.of(41)),
            tuple(Kind.REOPENED, "majority", OptionalLong.empty()));
    assertThat(deliberation.changes())
        .singleElement()
        .returns(Map.of(), change -> change.task().statements())
        .returns(TaskState.OPEN, change -> change.task().state())
        .returns(1, Deliberation.TaskChange::wanted);
    assertThat(deliberation.undecided()).containsExactly(entry(CYCLE, 1));
  }

  @Test
  void whatIsLeftOutIsNotPendingAndStaysSoForAnnotators() {
    Deliberation deliberation = deliberation(task(TaskState.CONTESTED));

    assertThat(deliberation.take("rex", new LabelAction.LeaveOut(TASK)))
        .isEqualTo(Outcome.ACCEPTED);

    assertThat(deliberation.undecided()).containsExactly(entry(CYCLE, -1));
    assertThat(deliberation.take("ada", new LabelAction.Answer(TASK, 1)))
        .isEqualTo(Outcome.ALREADY_DECIDED);
    assertThat(deliberation.take("rex", new LabelAction.Review(TASK, 1)))
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(deliberation(task(TaskState.GOLD)).take("rex", new LabelAction.LeaveOut(TASK)))
        .isEqualTo(Outcome.UNKNOWN_TASK);
  }

  @Test
  void tellsWhyNothingMoreIsAsked() {
    assertThat(deliberation(task(TaskState.DECIDED)).take("bob", new LabelAction.Answer(TASK, 1)))
        .isEqualTo(Outcome.ALREADY_DECIDED);
    assertThat(deliberation(task(TaskState.ANSWERED)).take("bob", new LabelAction.Skip(TASK, "")))
        .isEqualTo(Outcome.ALREADY_DECIDED);
    assertThat(deliberation(task(TaskState.CONTESTED)).take("bob", new LabelAction.Answer(TASK, 1)))
        .isEqualTo(Outcome.UNDER_REVIEW);
    assertThat(deliberation(task(TaskState.OPEN)).take("bob", new LabelAction.Answer(8, 1)))
        .isEqualTo(Outcome.UNKNOWN_TASK);
  }

  @Test
  void offersATaskToAsManyAsAreWantedBesideThoseWhoHoldIt() {
    Map<String, Statement> said =
        new LinkedHashMap<>(Map.of("ada", new Statement(OptionalInt.of(1), 1)));
    TaskStatus task =
        new TaskStatus(
            TASK,
            70,
            CYCLE,
            TaskState.OPEN,
            Optional.empty(),
            Optional.empty(),
            said,
            Set.of("bob", "cyd"));

    assertThat(new Deliberation.TaskChange(task, 5).vacancies("bob")).isEqualTo(3);
    assertThat(new Deliberation.TaskChange(task, 5).vacancies("ada")).isEqualTo(2);
    assertThat(new Deliberation.TaskChange(task, 1).vacancies("ada")).isZero();
  }

  @Property
  void anyOrderOfCorrectionsEndsAsIfTheLastHadBeenTheAnswer(
      @ForAll @IntRange(max = 2) int first,
      @ForAll @IntRange(max = 2) int second,
      @ForAll @IntRange(max = 2) int last) {
    TaskStatus task = task(TaskState.OPEN);
    task = stored(deliberate(task, "ada", new LabelAction.Answer(TASK, first)), 1);
    task = stored(deliberate(task, "ada", new LabelAction.Correction(TASK, second)), 2);
    task = stored(deliberate(task, "ada", new LabelAction.Correction(TASK, last)), 3);

    assertThat(task.decision()).contains(new LabelAgreement(last, 1));
  }

  private static AnnotationSettings settings() {
    return new AnnotationSettings(1, AgreementRule.MAJORITY, 1, 0.8, 2, GoldSettings.NONE, false);
  }

  private static TaskStatus task(TaskState state) {
    return new TaskStatus(
        TASK,
        70,
        CYCLE,
        state,
        Optional.empty(),
        Optional.empty(),
        new LinkedHashMap<>(),
        Set.of());
  }

  private static Deliberation deliberation(TaskStatus task) {
    return new Deliberation(settings(), Map.of(TASK, task), Set.of(CYCLE));
  }

  /** Returns how a task stands after an action. */
  private static TaskStatus deliberate(TaskStatus task, String by, LabelAction action) {
    Deliberation deliberation = deliberation(task);
    deliberation.take(by, action);
    return deliberation.changes().stream()
        .map(Deliberation.TaskChange::task)
        .findFirst()
        .orElse(task);
  }

  /** Returns a task whose statements are all written down in one entry. */
  private static TaskStatus stored(TaskStatus task, long entry) {
    Map<String, Statement> written = new LinkedHashMap<>();
    task.statements().forEach((by, said) -> written.put(by, new Statement(said.label(), entry)));
    return new TaskStatus(
        task.id(),
        task.image(),
        task.cycle(),
        task.state(),
        task.decision(),
        task.reviewer(),
        written,
        task.holders());
  }
}
