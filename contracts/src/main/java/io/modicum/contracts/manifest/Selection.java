package io.modicum.contracts.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The images that a cycle asks labels for, best first.
 *
 * @param function the acquisition function that chose them
 * @param why that function, where the campaign's own left the choice to another; else absent
 * @param pseudoLabelsBelow entropy, in nats, of an unlabelled image's class probabilities below
 *     which the next classifier takes the latest one's prediction for its label; absent where it
 *     learns from labels only
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Selection(
    int cycle,
    String function,
    Optional<String> why,
    OptionalDouble pseudoLabelsBelow,
    List<Pick> picks) {

  public Selection {
    picks = List.copyOf(picks);
  }

  /** What the campaign's own function chose for labels only. */
  public Selection(int cycle, String function, List<Pick> picks) {
    this(cycle, function, Optional.empty(), OptionalDouble.empty(), picks);
  }

  /**
   * One chosen image.
   *
   * @param image its index in the dataset
   * @param score the acquisition function's value, higher is more wanted
   * @param reason why it was chosen, for people
   */
  public record Pick(int image, double score, String reason) {}
}
