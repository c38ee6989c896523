package io.modicum.gateway.exchange;

import io.modicum.contracts.stage.InvalidInput;
import java.util.function.Supplier;

/** A row of an import. */
sealed interface ImportedRow {

  /** Returns its place in the file, from 1. */
  long number();

  /**
   * A label.
   *
   * @param image index of the image in the dataset
   * @param label name of the class
   */
  record Labelled(long number, int image, String label) implements ImportedRow {}

  /** A row that cannot be read, and what would be right. */
  record Unreadable(long number, String field, String message) implements ImportedRow {}

  /** Reads a row, also if it turns out to be invalid. */
  static ImportedRow of(long number, Supplier<ImageLabel> row) {
    try {
      ImageLabel read = row.get();
      return new Labelled(number, read.image(), read.label());
    } catch (InvalidInput invalid) {
      String message = invalid.getMessage().substring(invalid.subject().length() + 2);
      return new Unreadable(number, invalid.subject(), message);
    }
  }
}
