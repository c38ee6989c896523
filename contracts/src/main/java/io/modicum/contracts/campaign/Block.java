package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the stages of a residual network consist of (He et al. 2016, figure 5). */
public enum Block {
  /** Two 3×3 convolutions, as in ResNet-18 and ResNet-34. */
  @JsonProperty("basic")
  BASIC("basic", 1),
  /** 1×1, 3×3 and 1×1 convolutions, the last four times as wide, as in ResNet-50. */
  @JsonProperty("bottleneck")
  BOTTLENECK("bottleneck", 4);

  private final String label;
  private final int expansion;

  Block(String label, int expansion) {
    this.label = label;
    this.expansion = expansion;
  }

  /** Returns how many times as many channels as its inner width a block gives out. */
  public int expansion() {
    return expansion;
  }

  @Override
  public String toString() {
    return label;
  }
}
