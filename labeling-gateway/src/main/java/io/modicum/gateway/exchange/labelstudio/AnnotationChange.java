package io.modicum.gateway.exchange.labelstudio;

/** A change of an annotation that Label Studio's webhook reported. */
sealed interface AnnotationChange {

  /**
   * It names a class.
   *
   * @param annotation its number in Label Studio
   * @param task the task's number in Label Studio
   * @param corrects whether it may have named another class before
   */
  record Labelled(long annotation, long task, String annotator, String label, boolean corrects)
      implements AnnotationChange {}

  /**
   * It is gone, or names no class any more.
   *
   * @param annotation its number in Label Studio
   */
  record Removed(long annotation) implements AnnotationChange {}

  /** It leads to no answer. */
  record Invalid(String problem) implements AnnotationChange {}
}
