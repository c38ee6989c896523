package io.modicum.contracts.campaign;

/**
 * How answers become labels.
 *
 * @param labelsPerImage answers by different annotators that each image needs; the majority
 *     decides, and on a tie the class answered first
 */
public record AnnotationSettings(int labelsPerImage) {

  public static final AnnotationSettings DEFAULT = new AnnotationSettings(1);

  public AnnotationSettings {
    Check.that(labelsPerImage >= 1 && labelsPerImage <= 9, "annotation.labelsPerImage", "1 to 9");
  }
}
