package io.modicum.gateway.exchange.format;

import io.modicum.contracts.failure.InvalidInput;
import java.util.regex.Pattern;

/** What a row says of which image it means. */
public sealed interface ImageReference {

  Pattern INDEX = Pattern.compile("[0-9]{1,9}");

  /** Its index in the dataset. */
  record Index(int image) implements ImageReference {}

  /** An address of the image, or a path of its file. */
  record Address(String text) implements ImageReference {}

  /**
   * Reads a bare number as an index, all else as an address.
   *
   * @throws InvalidInput if there is nothing to read
   */
  static ImageReference of(String text) {
    String given = text.strip();
    if (given.isEmpty()) {
      throw new InvalidInput(
          "image", "is missing; it must be the image's index in the dataset, or its file's path");
    }
    return INDEX.matcher(given).matches() ? new Index(Integer.parseInt(given)) : new Address(given);
  }
}
