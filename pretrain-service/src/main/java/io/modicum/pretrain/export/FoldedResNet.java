package io.modicum.pretrain.export;

import java.util.List;

/** A residual network as it is in inference; global average pooling follows the last block. */
public record FoldedResNet(FoldedConvolution stem, List<FoldedBlock> blocks) {

  public FoldedResNet {
    blocks = List.copyOf(blocks);
  }
}
