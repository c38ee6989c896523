package io.modicum.gateway.exchange.format;

import com.fasterxml.jackson.databind.JsonNode;
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

  /**
   * Returns the image whose index is given, or else the one whose address is.
   *
   * @throws InvalidInput if neither is
   */
  public static ImageReference image(JsonNode index, JsonNode address) {
    return ImageReference.of((index.isMissingNode() || index.isNull() ? address : index).asText());
  }
}
