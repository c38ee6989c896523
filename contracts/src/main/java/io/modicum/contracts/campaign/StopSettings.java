package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalDouble;

/**
 * When a campaign ends before its budget is spent; the first rule that is met ends it. Both look at
 * the accuracy on held-out labels, never at the test split, and wait while too few are labelled.
 *
 * @param targetAccuracy share of the held-out labels predicted right, in (0, 1], that is enough
 * @param minimumGain what 100 labels must add to that accuracy, in (0, 1], to be worth it: 0.005 is
 *     half a percentage point
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StopSettings(OptionalDouble targetAccuracy, OptionalDouble minimumGain) {

  /** Ends when the budget is spent, and not before. */
  public static final StopSettings DEFAULT =
      new StopSettings(OptionalDouble.empty(), OptionalDouble.empty());

  public StopSettings {
    targetAccuracy = share(targetAccuracy, "stop.targetAccuracy");
    minimumGain = share(minimumGain, "stop.minimumGain");
  }

  private static OptionalDouble share(OptionalDouble given, String field) {
    if (given == null) {
      return OptionalDouble.empty();
    }
    given.ifPresent(
        share -> Check.that(share > 0 && share <= 1, field, "a share above 0, at most 1"));
    return given;
  }
}
