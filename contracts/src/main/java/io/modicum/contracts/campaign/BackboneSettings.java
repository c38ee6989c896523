package io.modicum.contracts.campaign;

import java.util.List;

/**
 * The residual network that turns an image into features (He et al. 2016).
 *
 * @param widths channels of each stage, the first also of the 3×3 stem; e.g. {@code [32, 64, 128]}
 * @param blocks basic blocks in each stage; as long as {@code widths}
 * @param stemStride stride of the stem convolution: 1 as for CIFAR in the papers, 2 to save time
 */
public record BackboneSettings(List<Integer> widths, List<Integer> blocks, int stemStride) {

  /** The small network with which the effect shows on a CPU in minutes. */
  public static final BackboneSettings SMALL =
      new BackboneSettings(List.of(32, 64, 128), List.of(1, 1, 1), 2);

  /** ResNet-18 as used on CIFAR (Chen and He 2021, appendix D). */
  public static final BackboneSettings RESNET18_CIFAR =
      new BackboneSettings(List.of(64, 128, 256, 512), List.of(2, 2, 2, 2), 1);

  public BackboneSettings {
    widths = List.copyOf(widths);
    blocks = List.copyOf(blocks);
    Check.that(!widths.isEmpty() && widths.size() <= 5, "backbone.widths", "1 to 5 stages");
    Check.that(
        widths.stream().allMatch(w -> w >= 1 && w <= 2048), "backbone.widths", "1 to 2048 each");
    Check.that(
        blocks.size() == widths.size() && blocks.stream().allMatch(b -> b >= 1 && b <= 50),
        "backbone.blocks",
        "as many as widths, 1 to 50 each");
    Check.that(stemStride == 1 || stemStride == 2, "backbone.stemStride", "1 or 2");
  }

  /** Returns the number of features per image. */
  public int dimensions() {
    return widths.get(widths.size() - 1);
  }
}
