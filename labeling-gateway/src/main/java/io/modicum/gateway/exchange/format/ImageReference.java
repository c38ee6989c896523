package io.modicum.gateway.exchange.format;

import io.modicum.contracts.failure.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What a row says of which image it means. */
public sealed interface ImageReference {

  Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** Its index in the dataset, where the request or the name of the field says that it is one. */
  record Index(int image) implements ImageReference {}

  /** What names an image: an address of it, or a path of its file. */
  record Name(String text) implements ImageReference {

    /** Returns the number that this is, which may as well be an index; empty if it is more. */
    public OptionalInt number() {
      return isNumber(text) ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
  }

  /**
   * Reads an index.
   *
   * @throws InvalidInput if it is none
   */
  static ImageReference index(String text) {
    String given = text.strip();
    if (!isNumber(given)) {
      throw new InvalidInput(
          "image", "must be the image's index in the dataset, was '" + given + "'");
    }
    return new Index(Integer.parseInt(given));
  }

  /**
   * Reads what names an image in several ways: the first that is more than a number, or else the
   * number.
   *
   * @throws InvalidInput if there is nothing to read
   */
  static ImageReference named(String... names) {
    List<String> given =
        Arrays.stream(names).map(String::strip).filter(name -> !name.isEmpty()).toList();
    return given.stream()
        .filter(name -> !isNumber(name))
        .findFirst()
        .or(() -> given.stream().findFirst())
        .map(Name::new)
        .orElseThrow(
            () -> new InvalidInput("image", "is missing; it must be the path of the image's file"));
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }
}
