package io.modicum.contracts.manifest;

import java.util.List;

/**
 * The images that a cycle asks labels for, best first.
 *
 * @param function the acquisition function that chose them
 */
public record Selection(int cycle, String function, List<Pick> picks) {

  public Selection {
    picks = List.copyOf(picks);
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
