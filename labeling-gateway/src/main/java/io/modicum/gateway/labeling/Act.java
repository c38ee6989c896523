package io.modicum.gateway.labeling;

/** What somebody does about an image that was given out for labelling. */
public sealed interface Act {

  /** Returns the task that it is about. */
  long task();

  /**
   * An annotator's first answer.
   *
   * @param label index of the class
   */
  record Answer(long task, int label) implements Act {}

  /**
   * Another answer in place of the annotator's own earlier one.
   *
   * @param label index of the class
   */
  record Correction(long task, int label) implements Act {}

  /** An annotator takes back what they said, answer or skip. */
  record Withdrawal(long task) implements Act {}

  /**
   * An annotator leaves an image to others.
   *
   * @param reason in their words
   */
  record Skip(long task, String reason) implements Act {}

  /**
   * A reviewer decides, whatever annotators said.
   *
   * @param label index of the class
   */
  record Review(long task, int label) implements Act {}

  /** A reviewer takes an image out of the cycle, which closes without a label for it. */
  record LeaveOut(long task) implements Act {}

  /** A reviewer has an image asked for again, also of those who skipped it. */
  record PutBack(long task) implements Act {}
}
