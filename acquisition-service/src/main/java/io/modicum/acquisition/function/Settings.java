package io.modicum.acquisition.function;

import io.modicum.contracts.acquisition.FunctionDescription;
import java.util.Map;
import java.util.OptionalDouble;

/** What a user set of an acquisition function, with its defaults. */
public final class Settings {

  private final Map<String, Double> values;

  private Settings(Map<String, Double> values) {
    this.values = values;
  }

  /**
   * Completes what a user gave.
   *
   * @throws io.modicum.contracts.failure.InvalidInput if the function has no such setting or it
   *     does not take the value
   */
  public static Settings complete(FunctionDescription function, Map<String, Double> given) {
    return new Settings(function.complete(given));
  }

  /** Returns a setting that is not automatic. */
  public double number(String name) {
    return values.get(name);
  }

  /** Returns a whole number that is not automatic. */
  public int integer(String name) {
    return (int) number(name);
  }

  /** Returns a setting, empty where it is to be chosen from the images. */
  public OptionalDouble given(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
