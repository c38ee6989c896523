package io.modicum.contracts.campaign;

import io.modicum.contracts.failure.InvalidInput;
import java.util.regex.Pattern;

/**
 * The one rule that all identifiers obey, so that each is safe in an object key, a URL and a log.
 */
final class Identifiers {

  private static final Pattern VALID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?");

  private Identifiers() {}

  static void requireValid(String kind, String value) {
    if (value == null || !VALID.matcher(value).matches()) {
      throw new InvalidInput(
          kind,
          "must be 1 to 80 lower-case letters, digits and inner hyphens, was '" + value + "'");
    }
  }
}
