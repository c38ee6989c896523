package io.modicum.contracts.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.modicum.contracts.failure.InvalidInput;

/**
 * One number that users may set of what they choose from a catalogue.
 *
 * @param name as in the campaign's settings of it, such as {@code acquisition.settings}
 * @param kind which numbers it takes
 * @param automatic whether it is chosen from the images where nothing is given
 * @param standard what it is where nothing is given; meaningless if {@code automatic}
 * @param minimum the least it may be
 * @param maximum the most it may be
 * @param summary one sentence for the campaign form
 */
public record Setting(
    String name,
    Kind kind,
    boolean automatic,
    double standard,
    double minimum,
    double maximum,
    String summary) {

  /** Which numbers a setting takes. */
  public enum Kind {
    @JsonProperty("integer")
    INTEGER,
    @JsonProperty("number")
    NUMBER
  }

  /** A setting that takes whole numbers. */
  public static Setting integer(
      String name, int standard, int minimum, int maximum, String summary) {
    return new Setting(name, Kind.INTEGER, false, standard, minimum, maximum, summary);
  }

  /** A setting that takes any number. */
  public static Setting number(
      String name, double standard, double minimum, double maximum, String summary) {
    return new Setting(name, Kind.NUMBER, false, standard, minimum, maximum, summary);
  }

  /** A setting that takes any number, and is chosen from the images where none is given. */
  public static Setting automatic(String name, double minimum, double maximum, String summary) {
    return new Setting(name, Kind.NUMBER, true, 0, minimum, maximum, summary);
  }

  /**
   * Fails unless the setting takes this value.
   *
   * @param field where it is set, such as {@code acquisition.settings.sample}
   * @throws InvalidInput naming the field
   */
  void require(double value, String field) {
    boolean whole = kind == Kind.NUMBER || value == Math.rint(value);
    if (!whole || !(value >= minimum && value <= maximum)) {
      throw new InvalidInput(
          field,
          "must be a "
              + (kind == Kind.INTEGER ? "whole number" : "number")
              + " from "
              + written(minimum)
              + " to "
              + written(maximum)
              + ", was "
              + written(value));
    }
  }

  private static String written(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
