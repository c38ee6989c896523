package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a campaign gets its features. */
public enum Mode {
  /** One backbone, pretrained by SimSiam on all images without labels, then frozen. */
  @JsonProperty("self-supervised")
  SELF_SUPERVISED("self-supervised"),
  /** A backbone trained anew in each cycle on that cycle's labels only: the paper's baseline. */
  @JsonProperty("from-scratch")
  FROM_SCRATCH("from-scratch");

  private final String label;

  Mode(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
