package io.modicum.gateway.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.stage.InvalidInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a row of an import says.
 *
 * @param image index of the image in the dataset
 * @param label name of the class
 */
record ImageLabel(int image, String label) {

  /** The last number of an image's address or path. */
  private static final Pattern NUMBER =
      Pattern.compile("(?s)(?:^|.*[/\\\\])([0-9]{1,9})(?:\\.\\w+)?$");

  /** An image itself in place of its address, whose base64 may end like one. */
  private static final String DATA = "data:";

  /**
   * @throws InvalidInput if the label is missing
   */
  ImageLabel {
    if (label == null || label.isBlank()) {
      throw new InvalidInput("label", "is missing; it must be the name of a class");
    }
  }

  /**
   * Returns the index that is given, or else the one that an image's address ends with.
   *
   * @throws InvalidInput if neither tells an index
   */
  static int image(JsonNode index, JsonNode address) {
    return index.isMissingNode() ? image(address.asText()) : image(index.asText());
  }

  /**
   * Returns the index that a text is, or ends with as the name of a file.
   *
   * @throws InvalidInput if it tells none
   */
  static int image(String text) {
    if (text != null && text.regionMatches(true, 0, DATA, 0, DATA.length())) {
      throw new InvalidInput(
          "image", "must be the image's index in the dataset where its address is a data: URL");
    }
    Matcher number = NUMBER.matcher(text == null ? "" : text.strip());
    if (!number.matches()) {
      throw new InvalidInput(
          "image",
          "must be the image's index in the dataset, or an address that ends with it, was '"
              + text
              + "'");
    }
    return Integer.parseInt(number.group(1));
  }
}
