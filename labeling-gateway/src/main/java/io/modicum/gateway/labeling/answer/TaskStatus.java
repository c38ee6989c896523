package io.modicum.gateway.labeling.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A task, and what stands of all that was said about it.
 *
 * @param image its index in the dataset
 * @param decision its label, once decided
 * @param reviewer who decided it in place of the rule, so that answers change nothing any more
 * @param statements what each annotator said, in the order in which it was said
 * @param holders annotators to whom it is leased
 */
record TaskStatus(
    long id,
    int image,
    int cycle,
    TaskState state,
    Optional<LabelAgreement> decision,
    Optional<String> reviewer,
    Map<String, Statement> statements,
    Set<String> holders) {

  /**
   * What an annotator said of a task.
   *
   * @param label index of the class, or empty where they skipped it
   * @param entry of the audit that tells of it; 0 while it is not written
   */
  record Statement(OptionalInt label, long entry) {

    boolean skipped() {
      return label.isEmpty();
    }
  }

  /** Returns the answers, oldest first. */
  List<Integer> labels() {
    List<Integer> labels = new ArrayList<>();
    statements.values().forEach(statement -> statement.label().ifPresent(labels::add));
    return labels;
  }

  int skips() {
    return statements.size() - labels().size();
  }

  /** Returns whether it is asked for, but nobody is left who could answer it. */
  boolean stuck(Set<String> active) {
    return state == TaskState.OPEN
        && skips() > 0
        && holders.isEmpty()
        && statements.keySet().containsAll(active);
  }

  /** Returns whether annotators may still answer it. */
  boolean asked() {
    return state == TaskState.OPEN || state == TaskState.GOLD;
  }

  Optional<Statement> by(String annotator) {
    return Optional.ofNullable(statements.get(annotator));
  }

  /** Returns the task after an annotator said something, or something else. */
  TaskStatus saying(String annotator, OptionalInt label) {
    TaskStatus next = withdrawn(annotator);
    next.statements.put(annotator, new Statement(label, 0));
    return next;
  }

  /** Returns the task as if an annotator had said nothing. */
  TaskStatus withdrawn(String annotator) {
    Map<String, Statement> rest = new LinkedHashMap<>(statements);
    rest.remove(annotator);
    return withStatements(rest);
  }

  TaskStatus reviewed(String by, int label) {
    List<Integer> labels = labels();
    labels.add(label);
    return with(TaskState.DECIDED, Optional.of(LabelAgreement.on(label, labels)))
        .withReviewer(Optional.of(by));
  }

  TaskStatus leftOut(String by) {
    return with(TaskState.LEFT_OUT, Optional.empty()).withReviewer(Optional.of(by));
  }

  /** Returns the task as if no reviewer had done anything, and only some had said something. */
  TaskStatus putBack(Map<String, Statement> rest) {
    return with(state, Optional.empty()).withReviewer(Optional.empty()).withStatements(rest);
  }

  TaskStatus judged(Verdict verdict) {
    return with(verdict.state(), verdict.decision());
  }

  private TaskStatus with(TaskState now, Optional<LabelAgreement> made) {
    return new TaskStatus(id, image, cycle, now, made, reviewer, statements, holders);
  }

  private TaskStatus withReviewer(Optional<String> by) {
    return new TaskStatus(id, image, cycle, state, decision, by, statements, holders);
  }

  private TaskStatus withStatements(Map<String, Statement> said) {
    return new TaskStatus(id, image, cycle, state, decision, reviewer, said, holders);
  }
}
