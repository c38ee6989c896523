package io.modicum.contracts.campaign;

import java.util.List;

/**
 * The residual network that turns an image into features (He et al. 2016).
 *
 * @param widths inner channels of each stage's blocks, the first also of the stem; e.g. {@code [32,
 *     64, 128]}
 * @param blocks blocks in each stage; as long as {@code widths}
 */
public record BackboneSettings(Stem stem, Block block, List<Integer> widths, List<Integer> blocks) {

  public BackboneSettings {
    Check.present(stem, "backbone.stem");
    Check.present(block, "backbone.block");
    widths = List.copyOf(widths);
    blocks = List.copyOf(blocks);
    Check.that(!widths.isEmpty() && widths.size() <= 5, "backbone.widths", "1 to 5 stages");
    Check.that(
        widths.stream().allMatch(w -> w >= 1 && w <= 2048), "backbone.widths", "1 to 2048 each");
    Check.that(
        blocks.size() == widths.size() && blocks.stream().allMatch(b -> b >= 1 && b <= 50),
        "backbone.blocks",
        "as many as widths, 1 to 50 each");
  }

  /** Returns the number of features per image. */
  public int dimensions() {
    return widths.get(widths.size() - 1) * block.expansion();
  }
}
