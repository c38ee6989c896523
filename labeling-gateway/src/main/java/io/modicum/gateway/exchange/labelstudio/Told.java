package io.modicum.gateway.exchange.labelstudio;

/** What Label Studio told of an annotation. */
sealed interface Told {

  /**
   * It names a class.
   *
   * @param annotation its number in Label Studio
   * @param task the task's number in Label Studio
   * @param corrects whether it may have named another before
   */
  record Chosen(long annotation, long task, String annotator, String label, boolean corrects)
      implements Told {}

  /**
   * It is gone, or names no class any more.
   *
   * @param annotation its number in Label Studio
   */
  record Gone(long annotation) implements Told {}

  /** It can mean nothing to us. */
  record Odd(String problem) implements Told {}
}
