package io.modicum.contracts.campaign;

import io.modicum.contracts.failure.InvalidInput;
import java.util.regex.Pattern;

/** Guards of the records in this package. */
final class Check {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  private Check() {}

  static void functionName(String name, String field) {
    name(name, field, "an acquisition function, such as random");
  }

  static void name(String name, String field, String of) {
    that(name != null && NAME.matcher(name).matches(), field, "the name of " + of);
  }

  static void that(boolean holds, String field, String requirement) {
    if (!holds) {
      throw new InvalidInput(field, "must be " + requirement);
    }
  }

  static <T> T present(T value, String field) {
    if (value == null) {
      throw new InvalidInput(field, "must be given");
    }
    return value;
  }
}
