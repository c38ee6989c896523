package io.modicum.gateway.exchange.format;

import io.modicum.contracts.failure.InvalidInput;

/** A row of an import. */
public sealed interface ImportedRow {

  /** Returns its place in the file, from 1. */
  long number();

  /**
   * A label.
   *
   * @param label name of the class
   */
  record Labelled(long number, ImageReference image, String label) implements ImportedRow {}

  /** A row that says nothing that can be used, and what would be right. */
  record Unusable(long number, String field, String message) implements ImportedRow {

    public static Unusable of(long number, InvalidInput invalid) {
      String prefix = invalid.subject() + ": ";
      return new Unusable(
          number, invalid.subject(), invalid.getMessage().substring(prefix.length()));
    }
  }
}
