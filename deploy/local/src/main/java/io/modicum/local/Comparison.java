package io.modicum.local;

import java.util.List;

/** What the campaigns of a quickstart differ in, besides their seed. */
enum Comparison {
  MODES(List.of("mode"), "both modes run, on --dataset, once for each of --seeds"),
  ACQUISITION_FUNCTIONS(
      List.of("mode", "acquisition"),
      "self-supervised campaigns run, on --dataset, one for each of --acquisition and --seeds");

  private final List<String> decided;
  private final String meaning;

  Comparison(List<String> decided, String meaning) {
    this.decided = decided;
    this.meaning = meaning;
  }

  /** Returns the fields of a specification that each variant fills in. */
  List<String> decided() {
    return decided;
  }

  /** Returns which campaigns it runs, as half a sentence. */
  String meaning() {
    return meaning;
  }
}
