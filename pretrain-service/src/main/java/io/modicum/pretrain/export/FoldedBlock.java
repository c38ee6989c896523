package io.modicum.pretrain.export;

import java.util.Optional;

/**
 * A basic block: relu(second(relu(first(x))) + shortcut(x)).
 *
 * @param shortcut empty where the input itself is added
 */
public record FoldedBlock(
    FoldedConvolution first, FoldedConvolution second, Optional<FoldedConvolution> shortcut) {}
