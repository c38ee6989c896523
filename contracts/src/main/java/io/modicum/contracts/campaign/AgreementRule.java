package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the answers to an image become its label. */
public enum AgreementRule {
  /** The class most annotators named; on a tie the one that was named first. */
  @JsonProperty("majority")
  MAJORITY("majority"),
  /** The class all annotators named; where they differ, a reviewer decides. */
  @JsonProperty("unanimity")
  UNANIMITY("unanimity"),
  /**
   * The most probable class, each answer weighed by how its annotator errs (Dawid and Skene 1979);
   * where it is not probable enough, a reviewer decides.
   */
  @JsonProperty("dawid-skene")
  DAWID_SKENE("dawid-skene");

  private final String label;

  AgreementRule(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
