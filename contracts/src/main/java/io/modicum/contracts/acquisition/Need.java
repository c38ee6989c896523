package io.modicum.contracts.acquisition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an acquisition function cannot do without, besides which images are labelled. */
public enum Need {
  /** The backbone's features of every image. */
  @JsonProperty("features")
  FEATURES,
  /** The classifier's class probabilities of every image of the pool. */
  @JsonProperty("probabilities")
  PROBABILITIES,
  /** The class probabilities of several classifiers, fitted on bootstrap samples of the labels. */
  @JsonProperty("committee")
  COMMITTEE,
  /** The classes of the labelled images. */
  @JsonProperty("labels")
  LABELS,
  /** A next classifier that learns from the latest one's surest predictions, too. */
  @JsonProperty("pseudo-labels")
  PSEUDO_LABELS,
  /** The true classes of the whole pool; only a benchmark knows them. */
  @JsonProperty("truth")
  TRUTH
}
