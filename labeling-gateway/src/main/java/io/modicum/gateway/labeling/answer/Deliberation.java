package io.modicum.gateway.labeling.answer;

import io.modicum.contracts.campaign.AnnotationSettings;
import io.modicum.gateway.labeling.answer.AuditEntry.Kind;
import io.modicum.gateway.labeling.answer.LabelActionResult.Outcome;
import io.modicum.gateway.labeling.answer.TaskStatus.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What actions on some tasks come to: which count, how the tasks stand then, and what is to be
 * written down. Nothing is read or stored here.
 */
final class Deliberation {

  private final AnnotationSettings settings;
  private final Map<Long, TaskStatus> before;
  private final Map<Long, TaskStatus> tasks;
  private final Set<Integer> openCycles;
  private final Map<Long, TaskChange> changes = new LinkedHashMap<>();
  private final List<AuditEntry> entries = new ArrayList<>();

  /**
   * How a task stands now.
   *
   * @param wanted answers that it needs in all, while it is open
   */
  record TaskChange(TaskStatus task, int wanted) {

    /**
     * Returns to how many more annotators the task can be given, the actor's lease having ended.
     */
    int vacancies(String actor) {
      long held = task.holders().stream().filter(holder -> !holder.equals(actor)).count();
      return (int) Math.max(0, wanted - task.labels().size() - held);
    }
  }

  /**
   * @param tasks those that actions may be about, by id
   * @param openCycles cycles whose labels are not final
   */
  Deliberation(AnnotationSettings settings, Map<Long, TaskStatus> tasks, Set<Integer> openCycles) {
    this.settings = settings;
    this.before = Map.copyOf(tasks);
    this.tasks = new LinkedHashMap<>(tasks);
    this.openCycles = Set.copyOf(openCycles);
  }

  /** Returns how the changed tasks stand. */
  Collection<TaskChange> changes() {
    return changes.values();
  }

  /** Returns the ids of those changed tasks that are as described. */
  List<Long> changed(Predicate<TaskStatus> described) {
    return changes.values().stream()
        .map(TaskChange::task)
        .filter(described)
        .map(TaskStatus::id)
        .toList();
  }

  /** Returns by how many the undecided images have become more in each cycle where they have. */
  SortedMap<Integer, Integer> undecided() {
    SortedMap<Integer, Integer> undecided = new TreeMap<>();
    for (TaskChange change : changes.values()) {
      int more = pending(change.task()) - pending(before.get(change.task().id()));
      undecided.merge(change.task().cycle(), more, Integer::sum);
    }
    undecided.values().removeIf(more -> more == 0);
    return undecided;
  }

  private static int pending(TaskStatus task) {
    return switch (task.state()) {
      case OPEN, ANSWERED, CONTESTED -> 1;
      case DECIDED, LEFT_OUT, GOLD -> 0;
    };
  }

  /** Returns what happened, in order. */
  List<AuditEntry> entries() {
    return entries;
  }

  Outcome take(String actor, LabelAction action) {
    TaskStatus task = tasks.get(action.task());
    if (task == null) {
      return Outcome.UNKNOWN_TASK;
    }
    if (action instanceof LabelAction.Answer answer) {
      return answer(task, actor, answer.label());
    }
    if (action instanceof LabelAction.Skip skip) {
      return skip(task, actor, skip.reason());
    }
    if (!openCycles.contains(task.cycle())) {
      return Outcome.CYCLE_COMPLETE;
    }
    if (action instanceof LabelAction.Review review) {
      return review(task, actor, review.label());
    }
    if (action instanceof LabelAction.LeaveOut) {
      return leaveOut(task, actor);
    }
    if (action instanceof LabelAction.PutBack) {
      return putBack(task, actor);
    }
    if (task.by(actor).isEmpty()) {
      return Outcome.NOT_ANSWERED;
    }
    if (task.reviewer().isPresent()) {
      return Outcome.ALREADY_DECIDED;
    }
    return action instanceof LabelAction.Correction correction
        ? correct(task, actor, correction.label())
        : withdraw(task, actor);
  }

  private Outcome answer(TaskStatus task, String annotator, int label) {
    Optional<Statement> before = task.by(annotator);
    if (before.isPresent() && !before.get().skipped()) {
      return Outcome.ALREADY_ANSWERED;
    }
    return asked(task)
        .orElseGet(() -> say(task, Kind.ANSWERED, annotator, OptionalInt.of(label), ""));
  }

  private Outcome skip(TaskStatus task, String annotator, String reason) {
    Optional<Statement> before = task.by(annotator);
    if (before.isPresent()) {
      return before.get().skipped() ? Outcome.ACCEPTED : Outcome.ALREADY_ANSWERED;
    }
    return asked(task)
        .orElseGet(() -> say(task, Kind.SKIPPED, annotator, OptionalInt.empty(), reason));
  }

  /** Returns why nothing more is asked about a task, or empty if it is. */
  private static Optional<Outcome> asked(TaskStatus task) {
    return switch (task.state()) {
      case OPEN, GOLD -> Optional.empty();
      case CONTESTED -> Optional.of(Outcome.UNDER_REVIEW);
      case ANSWERED, DECIDED, LEFT_OUT -> Optional.of(Outcome.ALREADY_DECIDED);
    };
  }

  private Outcome correct(TaskStatus task, String annotator, int label) {
    OptionalInt said = OptionalInt.of(label);
    return task.by(annotator).orElseThrow().label().equals(said)
        ? Outcome.ACCEPTED
        : say(task, Kind.CORRECTED, annotator, said, "");
  }

  private Outcome say(
      TaskStatus task, Kind kind, String annotator, OptionalInt label, String reason) {
    note(task, kind, annotator, label, reason, entry(task, annotator));
    return judge(task.saying(annotator, label));
  }

  private Outcome withdraw(TaskStatus task, String annotator) {
    OptionalLong said = entry(task, annotator);
    note(task, Kind.WITHDRAWN, annotator, OptionalInt.empty(), "", said);
    return judge(task.withdrawn(annotator));
  }

  private Outcome review(TaskStatus task, String reviewer, int label) {
    if (task.state() == TaskState.GOLD) {
      return Outcome.UNKNOWN_TASK;
    }
    note(task, Kind.REVIEWED, reviewer, OptionalInt.of(label), "", OptionalLong.empty());
    return change(task.reviewed(reviewer, label), 0);
  }

  private Outcome leaveOut(TaskStatus task, String reviewer) {
    if (task.state() == TaskState.GOLD) {
      return Outcome.UNKNOWN_TASK;
    }
    if (task.state() != TaskState.LEFT_OUT) {
      note(task, Kind.LEFT_OUT, reviewer, OptionalInt.empty(), "", OptionalLong.empty());
      change(task.leftOut(reviewer), 0);
    }
    return Outcome.ACCEPTED;
  }

  /** Skips count no more, and where what is left would not open the task again, nothing does. */
  private Outcome putBack(TaskStatus task, String reviewer) {
    if (task.state() == TaskState.GOLD) {
      return Outcome.UNKNOWN_TASK;
    }
    Map<String, Statement> kept = new LinkedHashMap<>(task.statements());
    kept.values().removeIf(Statement::skipped);
    TaskStatus again = task.putBack(kept);
    Verdict verdict = Verdict.judge(settings, again.labels(), 0);
    if (verdict.state() != TaskState.OPEN) {
      again = task.putBack(new LinkedHashMap<>());
      verdict = Verdict.judge(settings, List.of(), 0);
    }
    noteReplaced(task, again, reviewer);
    return rule(again, verdict);
  }

  /** An entry for each statement that counts no more, or one that replaces none. */
  private void noteReplaced(TaskStatus before, TaskStatus after, String reviewer) {
    List<OptionalLong> replaced = new ArrayList<>();
    for (String annotator : before.statements().keySet()) {
      if (after.by(annotator).isEmpty()) {
        replaced.add(entry(before, annotator));
      }
    }
    if (replaced.isEmpty()) {
      replaced.add(OptionalLong.empty());
    }
    replaced.forEach(
        entry -> note(before, Kind.PUT_BACK, reviewer, OptionalInt.empty(), "", entry));
  }

  /** Leaves the tasks to a reviewer that nobody of those who are active could answer any more. */
  void standstill(Set<String> active) {
    List.copyOf(tasks.values()).stream()
        .filter(task -> task.stuck(active))
        .forEach(task -> rule(task, Verdict.of(TaskState.CONTESTED)));
  }

  private Outcome judge(TaskStatus task) {
    if (task.state() == TaskState.GOLD) {
      return change(task, 0);
    }
    return rule(task, Verdict.judge(settings, task.labels(), task.skips()));
  }

  /** Lets the rule's verdict stand. */
  Outcome rule(TaskStatus task, Verdict verdict) {
    TaskStatus judged = task.judged(verdict);
    if (judged.state() != task.state() || !judged.decision().equals(task.decision())) {
      OptionalInt label =
          verdict.decision().map(made -> OptionalInt.of(made.label())).orElse(OptionalInt.empty());
      heading(task.state(), verdict.state())
          .ifPresent(
              kind ->
                  note(judged, kind, settings.rule().toString(), label, "", OptionalLong.empty()));
    }
    return change(judged, verdict.wanted());
  }

  private static Optional<Kind> heading(TaskState before, TaskState now) {
    return switch (now) {
      case DECIDED -> Optional.of(Kind.DECIDED);
      case CONTESTED -> Optional.of(Kind.CONTESTED);
      default ->
          before == TaskState.DECIDED
                  || before == TaskState.CONTESTED
                  || before == TaskState.LEFT_OUT
              ? Optional.of(Kind.REOPENED)
              : Optional.empty();
    };
  }

  private Outcome change(TaskStatus task, int wanted) {
    tasks.put(task.id(), task);
    changes.put(task.id(), new TaskChange(task, wanted));
    return Outcome.ACCEPTED;
  }

  /** Returns the entry that tells of what an annotator said so far. */
  private static OptionalLong entry(TaskStatus task, String annotator) {
    return task.by(annotator)
        .map(Statement::entry)
        .filter(entry -> entry > 0)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private void note(
      TaskStatus task,
      Kind kind,
      String by,
      OptionalInt label,
      String reason,
      OptionalLong replaces) {
    entries.add(new AuditEntry(task, kind, by, label, reason, replaces));
  }
}
