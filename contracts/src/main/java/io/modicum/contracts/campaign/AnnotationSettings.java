package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How answers become labels.
 *
 * @param labelsPerImage answers by different annotators that each image needs
 * @param rule how they become its label
 * @param maximumLabels answers up to which more are asked for, one by one, where {@code majority}
 *     finds a tie or {@code dawid-skene} is not confident; {@code labelsPerImage} unless more
 * @param confidence probability of its class, in (0, 1), below which {@code dawid-skene} leaves an
 *     image to a reviewer
 * @param maximumSkips annotators who may skip an image before it goes to a reviewer
 * @param gold images that measure annotators
 * @param suggestions whether annotators see what the latest classifier takes an image for
 */
public record AnnotationSettings(
    int labelsPerImage,
    AgreementRule rule,
    int maximumLabels,
    double confidence,
    int maximumSkips,
    GoldSettings gold,
    boolean suggestions) {

  public static final AnnotationSettings DEFAULT = of(1, null, null, null, null, null, null);

  private static final int MOST_LABELS = 9;

  public AnnotationSettings {
    Check.that(
        labelsPerImage >= 1 && labelsPerImage <= MOST_LABELS,
        "annotation.labelsPerImage",
        "1 to " + MOST_LABELS);
    Check.that(
        maximumLabels >= labelsPerImage && maximumLabels <= MOST_LABELS,
        "annotation.maximumLabels",
        "labelsPerImage, here " + labelsPerImage + ", to " + MOST_LABELS);
    Check.that(
        maximumLabels == labelsPerImage || rule != AgreementRule.UNANIMITY,
        "annotation.maximumLabels",
        "left out with unanimity, which more labels cannot restore");
    Check.that(confidence > 0 && confidence < 1, "annotation.confidence", "above 0 and below 1");
    Check.that(maximumSkips >= 1 && maximumSkips <= 99, "annotation.maximumSkips", "1 to 99");
  }

  /** Reads settings; what is not given gets its default. */
  @JsonCreator
  static AnnotationSettings of(
      @JsonProperty("labelsPerImage") Integer labelsPerImage,
      @JsonProperty("rule") AgreementRule rule,
      @JsonProperty("maximumLabels") Integer maximumLabels,
      @JsonProperty("confidence") Double confidence,
      @JsonProperty("maximumSkips") Integer maximumSkips,
      @JsonProperty("gold") GoldSettings gold,
      @JsonProperty("suggestions") Boolean suggestions) {
    int labels = labelsPerImage == null ? 1 : labelsPerImage;
    return new AnnotationSettings(
        labels,
        rule == null ? AgreementRule.MAJORITY : rule,
        maximumLabels == null ? labels : maximumLabels,
        confidence == null ? 0.8 : confidence,
        maximumSkips == null ? 2 : maximumSkips,
        gold == null ? GoldSettings.NONE : gold,
        suggestions != null && suggestions);
  }

  AnnotationSettings withGold(GoldSettings others) {
    return new AnnotationSettings(
        labelsPerImage, rule, maximumLabels, confidence, maximumSkips, others, suggestions);
  }
}
