package io.modicum.gateway.exchange.format;

import io.modicum.contracts.failure.InvalidInput;

/**
 * What a row of an import says.
 *
 * @param label name of the class
 */
public record ImageLabel(ImageReference image, String label) {

  /**
   * @throws InvalidInput if the label is missing
   */
  public ImageLabel {
    if (label.isBlank()) {
      throw new InvalidInput("label", "is missing; it must be the name of a class");
    }
  }
}
