package io.modicum.contracts.bucket;

/** One file of a bucket cannot be read, while others can. */
public final class UnreadableFile extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableFile(String reason) {
    super(reason);
  }
}
