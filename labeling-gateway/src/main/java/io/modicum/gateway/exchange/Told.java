package io.modicum.gateway.exchange;

/** What Label Studio told of an annotation. */
sealed interface Told {

  /** Returns the annotation's number in Label Studio. */
  long annotation();

  /**
   * It names a class.
   *
   * @param task the task's number in Label Studio
   * @param corrects whether it may have named another before
   */
  record Chosen(long annotation, long task, String annotator, String label, boolean corrects)
      implements Told {}

  /** It is gone, or names no class any more. */
  record Gone(long annotation) implements Told {}
}
