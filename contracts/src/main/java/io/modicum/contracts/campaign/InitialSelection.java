package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the first cycle chooses, when no classifier can rank yet. */
public enum InitialSelection {
  /** Uniformly at random. */
  @JsonProperty("random")
  RANDOM,
  /** As many of each class as possible; needs known labels, so it is for benchmarks only. */
  @JsonProperty("class-balanced")
  CLASS_BALANCED,
  /** By k-center greedy on the features; self-supervised campaigns only. */
  @JsonProperty("k-center-greedy")
  K_CENTER_GREEDY
}
