package io.modicum.experiments.comparison;

import java.util.Set;

/** What the campaigns of a quickstart differ in, besides their seed. */
public enum Comparison {
  MODES("both modes run, on --dataset, once for each of --seeds"),
  ACQUISITION_FUNCTIONS(
      "self-supervised campaigns run, on --dataset, one for each of --acquisition and --seeds");

  private final String meaning;

  Comparison(String meaning) {
    this.meaning = meaning;
  }

  /** Returns which campaigns it runs, as half a sentence. */
  String meaning() {
    return meaning;
  }

  /**
   * Whether campaigns with the same seed may differ in a value.
   *
   * @param pointer where it is in the complete specification (RFC 6901)
   */
  boolean compares(String pointer) {
    return pointer.equals("/name")
        || compared().stream()
            .anyMatch(field -> pointer.equals(field) || pointer.startsWith(field + "/"));
  }

  private Set<String> compared() {
    return switch (this) {
      case MODES -> Set.of("/mode");
      // A function brings its settings, and the committee of heads that some need.
      case ACQUISITION_FUNCTIONS ->
          Set.of(
              "/initial",
              "/acquisition/function",
              "/acquisition/settings",
              "/classifier/committee");
    };
  }

  /** Whether it fills in a field of the specification itself. */
  boolean decides(String field) {
    return switch (field) {
      case "name", "dataset", "seed", "mode" -> true;
      case "acquisition" -> this == ACQUISITION_FUNCTIONS;
      default -> false;
    };
  }
}
