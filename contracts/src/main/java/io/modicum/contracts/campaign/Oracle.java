package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who answers the labelling tasks. */
public enum Oracle {
  /** People, through the gateway's API or page. */
  @JsonProperty("annotators")
  ANNOTATORS,
  /** The dataset's own labels, through the same tasks as people. */
  @JsonProperty("simulated")
  SIMULATED
}
