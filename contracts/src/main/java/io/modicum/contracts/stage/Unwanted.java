package io.modicum.contracts.stage;

/** Who asked for some work, a campaign or dataset, was deleted: nobody waits for it, no failure. */
public final class Unwanted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unwanted(String subject) {
    super(subject + " was deleted");
  }
}
