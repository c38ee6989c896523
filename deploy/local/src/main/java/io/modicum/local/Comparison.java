package io.modicum.local;

/** What the campaigns of a quickstart differ in, besides their seed. */
enum Comparison {
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

  /** Whether it fills in a field of the specification itself. */
  boolean decides(String field) {
    return switch (field) {
      case "name", "dataset", "seed", "mode" -> true;
      case "acquisition" -> this == ACQUISITION_FUNCTIONS;
      default -> false;
    };
  }
}
