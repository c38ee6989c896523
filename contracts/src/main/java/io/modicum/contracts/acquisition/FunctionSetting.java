package io.modicum.contracts.acquisition;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.modicum.contracts.failure.InvalidInput;

/**
 * One number that users may set of an acquisition function.
 *
 * @param name as in the campaign's {@code acquisition.settings}
 * @param kind which numbers it takes
 * @param automatic whether it is chosen from the images where nothing is given
 * @param standard what it is where nothing is given; meaningless if {@code automatic}
 * @param minimum the least it may be
 * @param maximum the most it may be
 * @param summary one sentence for the campaign form
 */
public record FunctionSetting(
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
  public static FunctionSetting integer(
      String name, int standard, int minimum, int maximum, String summary) {
    return new FunctionSetting(name, Kind.INTEGER, false, standard, minimum, maximum, summary);
  }

  /** A setting that takes any number. */
  public static FunctionSetting number(
      String name, double standard, double minimum, double maximum, String summary) {
    return new FunctionSetting(name, Kind.NUMBER, false, standard, minimum, maximum, summary);
  }

  /** A setting that takes any number, and is chosen from the images where none is given. */
  public static FunctionSetting automatic(
      String name, double minimum, double maximum, String summary) {
    return new FunctionSetting(name, Kind.NUMBER, true, 0, minimum, maximum, summary);
  }

  /**
   * Fails unless the setting takes this value.
   *
   * @throws InvalidInput naming {@code acquisition.settings.name}
   */
  void require(double value) {
    boolean whole = kind == Kind.NUMBER || value == Math.rint(value);
    if (!whole || !(value >= minimum && value <= maximum)) {
      throw new InvalidInput(
          "acquisition.settings." + name,
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
