package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The rule by which a cycle chooses the images to be labelled next. */
public enum AcquisitionFunction {
  @JsonProperty("random")
  RANDOM("random"),
  @JsonProperty("entropy")
  ENTROPY("entropy"),
  @JsonProperty("least-confidence")
  LEAST_CONFIDENCE("least-confidence"),
  @JsonProperty("margin")
  MARGIN("margin"),
  @JsonProperty("k-center-greedy")
  K_CENTER_GREEDY("k-center-greedy");

  private final String label;

  AcquisitionFunction(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
