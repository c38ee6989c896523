package io.modicum.contracts.catalogue;

import io.modicum.contracts.failure.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What users see of something when they choose it by its name. */
public interface Described {

  /** Returns what a campaign or dataset calls it. */
  String name();

  /** Returns one sentence for a form. */
  String summary();

  /** Returns the paper or document, as author, year and identifier; empty where there is none. */
  String source();

  /** Returns which numbers may be set of it. */
  List<Setting> settings();

  /**
   * Returns its settings with every default written out; automatic ones stay away.
   *
   * @param given value of each setting that the user gave
   * @param field where they are given, such as {@code acquisition.settings}
   * @throws InvalidInput if there is no such setting or it does not take the value
   */
  default Map<String, Double> complete(Map<String, Double> given, String field) {
    Map<String, Double> complete = new TreeMap<>(given);
    for (Setting setting : settings()) {
      Double value = complete.get(setting.name());
      if (value != null) {
        setting.require(value, field + "." + setting.name());
      } else if (!setting.automatic()) {
        complete.put(setting.name(), setting.standard());
      }
    }
    for (String name : given.keySet()) {
      if (settings().stream().noneMatch(setting -> setting.name().equals(name))) {
        throw new InvalidInput(
            field + "." + name,
            "is unknown; "
                + name()
                + " has "
                + (settings().isEmpty()
                    ? "no settings"
                    : settings().stream().map(Setting::name).collect(Collectors.joining(", "))));
      }
    }
    return complete;
  }

  /**
   * Returns the one of a name.
   *
   * @param field where it is named, such as {@code acquisition.function}
   * @throws InvalidInput if there is none; names those that there are
   */
  static <D extends Described> D named(List<D> offered, String name, String field) {
    return offered.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    field,
                    "must be one of "
                        + offered.stream().map(Described::name).collect(Collectors.joining(", "))
                        + ", was '"
                        + name
                        + "'"));
  }
}
