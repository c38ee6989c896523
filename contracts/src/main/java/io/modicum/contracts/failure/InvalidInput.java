package io.modicum.contracts.failure;

/**
 * A permanent failure: the same input will fail again, and somebody must change it.
 *
 * <p>The message names the field or file at fault and says what would be right.
 */
public final class InvalidInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String subject;

  /**
   * @param subject the field, file or object at fault, e.g. {@code budgets[2]} or {@code cat/7.png}
   * @param reason what is wrong with it, and what would be right
   */
  public InvalidInput(String subject, String reason) {
    super(subject + ": " + reason);
    this.subject = subject;
  }

  /** As above, keeping the exception that revealed the fault. */
  public InvalidInput(String subject, String reason, Throwable cause) {
    super(subject + ": " + reason, cause);
    this.subject = subject;
  }

  /** Returns the field, file or object at fault. */
  public String subject() {
    return subject;
  }

  /** Returns what is wrong with it. */
  public String reason() {
    return getMessage().substring(subject.length() + ": ".length());
  }
}
