package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.OptionalInt;

/**
 * The residual network that turns an image into features (He et al. 2016).
 *
 * @param widths inner channels of each stage's blocks, the first also of the stem; e.g. {@code [32,
 *     64, 128]}
 * @param blocks blocks in each stage; as long as {@code widths}
 * @param revision of the training that makes it, and so part of its content address: 2 starts and
 *     descends as published; 1, or none in what was written before there were two, as that did
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record BackboneSettings(
    Stem stem, Block block, List<Integer> widths, List<Integer> blocks, OptionalInt revision) {

  private static final int FIRST = 1;
  private static final int AS_PUBLISHED = 2;

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
    revision =
        revision == null || revision.equals(OptionalInt.of(FIRST)) ? OptionalInt.empty() : revision;
    Check.that(
        revision.isEmpty() || revision.getAsInt() == AS_PUBLISHED, "backbone.revision", "1 or 2");
  }

  /** Settings of the newest revision. */
  public BackboneSettings(Stem stem, Block block, List<Integer> widths, List<Integer> blocks) {
    this(stem, block, widths, blocks, OptionalInt.of(AS_PUBLISHED));
  }

  /**
   * Returns whether training follows the publications: the last scale of each residual block starts
   * at zero (Goyal et al. 2017, section 5.1), biases of linear layers are uniform, and the learning
   * rate stays outside of momentum, as in PyTorch; the crop grows with the image. In the first
   * revision scales start at one, biases at zero, the rate is part of the velocity, and the crop is
   * by 4 pixels.
   */
  public boolean asPublished() {
    return revision.isPresent();
  }

  /** Returns the number of features per image. */
  public int dimensions() {
    return widths.get(widths.size() - 1) * block.expansion();
  }
}
