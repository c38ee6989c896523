package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The residual network that turns an image into features (He et al. 2016).
 *
 * @param widths inner channels of each stage's blocks, the first also of the stem; e.g. {@code [32,
 *     64, 128]}
 * @param blocks blocks in each stage; as long as {@code widths}
 * @param zeroInitResidual whether the last scale of each block starts at zero, so that a block
 *     starts as if its convolutions were not there (Goyal et al. 2017, section 5.1)
 * @param revision of the training that makes it, and so part of its content address: 2 descends as
 *     published; 1, or none in what was written before there were two, as that did
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record BackboneSettings(
    Stem stem,
    Block block,
    List<Integer> widths,
    List<Integer> blocks,
    Optional<Boolean> zeroInitResidual,
    OptionalInt revision) {

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
    boolean zero = zeroInitResidual != null && zeroInitResidual.orElse(false);
    Check.that(
        revision.isPresent() || !zero, "backbone.zeroInitResidual", "false in the first revision");
    zeroInitResidual = revision.isPresent() ? Optional.of(zero) : Optional.empty();
  }

  /** Settings of the newest revision whose blocks do not start at zero. */
  public BackboneSettings(Stem stem, Block block, List<Integer> widths, List<Integer> blocks) {
    this(stem, block, widths, blocks, false);
  }

  /** Settings of the newest revision. */
  public BackboneSettings(
      Stem stem,
      Block block,
      List<Integer> widths,
      List<Integer> blocks,
      boolean zeroInitResidual) {
    this(stem, block, widths, blocks, Optional.of(zeroInitResidual), OptionalInt.of(AS_PUBLISHED));
  }

  /** Returns the number of features per image. */
  public int dimensions() {
    return widths.get(widths.size() - 1) * block.expansion();
  }

  /** Returns whether the last scale of each block starts at zero instead of one. */
  public boolean startsAsIdentity() {
    return zeroInitResidual.orElse(false);
  }

  /**
   * Returns whether training follows the publications: biases of linear layers start uniform and
   * the learning rate stays outside of momentum, as in PyTorch, and the crop of training from
   * scratch grows with the image. In the first revision biases start at zero, the rate is part of
   * the velocity, and the crop is by 4 pixels.
   */
  public boolean asPublished() {
    return revision.isPresent();
  }
}
