package io.modicum.contracts.failure;

/**
 * A transient failure: a part we depend on does not answer now, and trying again later may help.
 */
public final class Unavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param part what does not answer, e.g. {@code object store}
   * @param cause how that showed
   */
  public Unavailable(String part, Throwable cause) {
    super(part + " does not answer: " + cause.getMessage(), cause);
  }
}
