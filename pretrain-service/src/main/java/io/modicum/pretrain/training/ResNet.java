package io.modicum.pretrain.training;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.pretrain.export.FoldedBlock;
import io.modicum.pretrain.export.FoldedResNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The residual network of basic blocks for small images (He et al. 2016, section 4.2): a 3×3 stem,
 * stages of basic blocks that each halve the image but the first, global average pooling.
 */
final class ResNet {

  private final ConvolutionUnit stem;
  private final List<Block> blocks = new ArrayList<>();

  private record Block(
      ConvolutionUnit first, ConvolutionUnit second, Optional<ConvolutionUnit> shortcut) {

    PtNDArray forward(PtNDArray x, boolean training) {
      PtNDArray y = second.forward(JniUtils.relu(first.forward(x, training)), training);
      PtNDArray identity = shortcut.isPresent() ? shortcut.get().forward(x, training) : x;
      return JniUtils.relu((PtNDArray) y.add(identity));
    }

    FoldedBlock fold() {
      return new FoldedBlock(first.fold(), second.fold(), shortcut.map(ConvolutionUnit::fold));
    }
  }

  ResNet(NDManager manager, BackboneSettings settings, SplittableRandom random) {
    int inputs = settings.widths().get(0);
    stem = new ConvolutionUnit(manager, "stem", 3, inputs, 3, settings.stemStride(), random);
    for (int stage = 0; stage < settings.widths().size(); stage++) {
      int outputs = settings.widths().get(stage);
      for (int block = 0; block < settings.blocks().get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "stage" + stage + ".block" + block;
        ConvolutionUnit first =
            new ConvolutionUnit(manager, name + ".first", inputs, outputs, 3, stride, random);
        ConvolutionUnit second =
            new ConvolutionUnit(manager, name + ".second", outputs, outputs, 3, 1, random);
        boolean same = stride == 1 && inputs == outputs;
        Optional<ConvolutionUnit> shortcut =
            same
                ? Optional.empty()
                : Optional.of(
                    new ConvolutionUnit(
                        manager, name + ".shortcut", inputs, outputs, 1, stride, random));
        blocks.add(new Block(first, second, shortcut));
        inputs = outputs;
      }
    }
  }

  /**
   * Returns the features.
   *
   * @param x normalised images {@code [n, 3, h, w]}
   * @return {@code [n, d]}
   */
  PtNDArray forward(PtNDArray x, boolean training) {
    PtNDArray y = JniUtils.relu(stem.forward(x, training));
    for (Block block : blocks) {
      y = block.forward(y, training);
    }
    return y.getNDArrayInternal().globalAvgPool();
  }

  void parameters(Consumer<Parameter> each) {
    stem.parameters(each);
    for (Block block : blocks) {
      block.first().parameters(each);
      block.second().parameters(each);
      block.shortcut().ifPresent(unit -> unit.parameters(each));
    }
  }

  FoldedResNet fold() {
    return new FoldedResNet(stem.fold(), blocks.stream().map(Block::fold).toList());
  }
}
