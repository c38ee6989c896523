package io.modicum.contracts.campaign;

import io.modicum.contracts.stage.InvalidInput;

/** Guards of the records in this package. */
final class Check {

  private Check() {}

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
