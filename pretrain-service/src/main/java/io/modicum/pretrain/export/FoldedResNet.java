package io.modicum.pretrain.export;

import java.util.List;

/**
 * A residual network as it is in inference; global average pooling follows the last block.
 *
 * @param pooled whether a 3×3 max-pooling of stride 2 follows the stem
 */
public record FoldedResNet(FoldedConvolution stem, boolean pooled, List<FoldedBlock> blocks) {

  public FoldedResNet {
    blocks = List.copyOf(blocks);
  }
}
