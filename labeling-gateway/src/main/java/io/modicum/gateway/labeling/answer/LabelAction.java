package io.modicum.gateway.labeling.answer;

/** What somebody does about an image that was given out for labelling. */
public sealed interface LabelAction {

  /** Returns the task that it is about. */
  long task();

  /**
   * An annotator's first answer.
   *
   * @param label index of the class
   */
  record Answer(long task, int label) implements LabelAction {}

  /**
   * Another answer in place of the annotator's own earlier one.
   *
   * @param label index of the class
   */
  record Correction(long task, int label) implements LabelAction {}

  /** An annotator takes back what they said, answer or skip. */
  record Withdrawal(long task) implements LabelAction {}

  /**
   * An annotator leaves an image to others.
   *
   * @param reason in their words
   */
  record Skip(long task, String reason) implements LabelAction {}

  /**
   * A reviewer decides, whatever annotators said.
   *
   * @param label index of the class
   */
  record Review(long task, int label) implements LabelAction {}

  /** A reviewer takes an image out of the cycle, which closes without a label for it. */
  record LeaveOut(long task) implements LabelAction {}

  /** A reviewer has an image asked for again, also of those who skipped it. */
  record PutBack(long task) implements LabelAction {}
}
