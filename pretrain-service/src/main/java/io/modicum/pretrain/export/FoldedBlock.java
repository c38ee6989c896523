package io.modicum.pretrain.export;

import java.util.List;
import java.util.Optional;

/**
 * A residual block: relu(path(x) + shortcut(x)), with a relu between the convolutions of the path.
 *
 * @param shortcut empty where the input itself is added
 */
public record FoldedBlock(List<FoldedConvolution> path, Optional<FoldedConvolution> shortcut) {

  public FoldedBlock {
    path = List.copyOf(path);
  }

  int outputs() {
    return path.get(path.size() - 1).outputs();
  }
}
