package io.modicum.gateway.labeling.annotator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an annotator did in a campaign, and how well.
 *
 * @param answered images, gold questions apart
 * @param skipped images left to others
 * @param corrected how often an answer was replaced
 * @param leased tasks held now
 * @param agreeing decided images of those answered whose label is as answered
 * @param decided images of those answered
 * @param gold gold questions answered
 * @param goldRight of these, as is known
 * @param kappa mean of Cohen's kappa with the others, each weighed by the images in common; absent
 *     where there are none
 * @param last when the annotator last said something that stands
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record AnnotatorReport(
    String annotator,
    int answered,
    int skipped,
    int corrected,
    int leased,
    int decided,
    int agreeing,
    int gold,
    int goldRight,
    OptionalDouble kappa,
    Optional<Instant> last) {

  AnnotatorReport with(OptionalDouble measured) {
    return new AnnotatorReport(
        annotator, answered, skipped, corrected, leased, decided, agreeing, gold, goldRight,
        measured, last);
  }
}
