package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a residual network begins. */
public enum Stem {
  /** A 3×3 convolution of stride 1, as for CIFAR in the papers. */
  @JsonProperty("cifar")
  CIFAR("cifar"),
  /** The same with stride 2, to save time. */
  @JsonProperty("cifar-stride-2")
  CIFAR_STRIDE_2("cifar-stride-2"),
  /** A 7×7 convolution of stride 2 and a 3×3 max-pooling of stride 2 (He et al. 2016). */
  @JsonProperty("imagenet")
  IMAGENET("imagenet");

  private final String label;

  Stem(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
