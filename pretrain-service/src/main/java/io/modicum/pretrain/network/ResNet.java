package io.modicum.pretrain.network;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.Stem;
import io.modicum.pretrain.export.FoldedBlock;
import io.modicum.pretrain.export.FoldedResNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The residual network of basic or bottleneck blocks (He et al. 2016): a stem, stages of blocks
 * that each halve the image but the first, global average pooling. In a bottleneck the 3×3
 * convolution halves.
 */
public final class ResNet {

  private static final String[] PLACES = {"first", "second", "third"};
  private static final Shape POOLING_KERNEL = new Shape(3, 3);
  private static final Shape POOLING_STRIDE = new Shape(2, 2);
  private static final Shape POOLING_PADDING = new Shape(1, 1);

  private final ConvolutionUnit stem;
  private final boolean pooled;
  private final List<Residual> blocks = new ArrayList<>();

  private record Residual(List<ConvolutionUnit> path, Optional<ConvolutionUnit> shortcut) {

    public PtNDArray forward(PtNDArray x, boolean training) {
      PtNDArray y = path.get(0).forward(x, training);
      for (ConvolutionUnit unit : path.subList(1, path.size())) {
        y = unit.forward(JniUtils.relu(y), training);
      }
      PtNDArray identity = shortcut.isPresent() ? shortcut.get().forward(x, training) : x;
      return JniUtils.relu((PtNDArray) y.add(identity));
    }

    public FoldedBlock fold() {
      return new FoldedBlock(
          path.stream().map(ConvolutionUnit::fold).toList(), shortcut.map(ConvolutionUnit::fold));
    }
  }

  public ResNet(NDManager manager, BackboneSettings settings, SplittableRandom random) {
    int inputs = settings.widths().get(0);
    pooled = settings.stem() == Stem.IMAGENET;
    int kernel = pooled ? 7 : 3;
    int stemStride = settings.stem() == Stem.CIFAR ? 1 : 2;
    stem = new ConvolutionUnit(manager, "stem", 3, inputs, kernel, stemStride, 1, random);
    for (int stage = 0; stage < settings.widths().size(); stage++) {
      int width = settings.widths().get(stage);
      int outputs = width * settings.block().expansion();
      int[][] shapes =
          settings.block() == Block.BASIC
              ? new int[][] {{width, 3}, {width, 3}}
              : new int[][] {{width, 1}, {width, 3}, {outputs, 1}};
      for (int block = 0; block < settings.blocks().get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "stage" + stage + ".block" + block + ".";
        List<ConvolutionUnit> path = new ArrayList<>();
        int channels = inputs;
        for (int place = 0; place < shapes.length; place++) {
          boolean last = place == shapes.length - 1;
          boolean halves = place == (settings.block() == Block.BASIC ? 0 : 1);
          path.add(
              new ConvolutionUnit(
                  manager,
                  name + PLACES[place],
                  channels,
                  shapes[place][0],
                  shapes[place][1],
                  halves ? stride : 1,
                  last && settings.startsAsIdentity() ? 0 : 1,
                  random));
          channels = shapes[place][0];
        }
        boolean same = stride == 1 && inputs == outputs;
        Optional<ConvolutionUnit> shortcut =
            same
                ? Optional.empty()
                : Optional.of(
                    new ConvolutionUnit(
                        manager, name + "shortcut", inputs, outputs, 1, stride, 1, random));
        blocks.add(new Residual(path, shortcut));
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
  public PtNDArray forward(PtNDArray x, boolean training) {
    PtNDArray y = JniUtils.relu(stem.forward(x, training));
    if (pooled) {
      y = JniUtils.maxPool(y, POOLING_KERNEL, POOLING_STRIDE, POOLING_PADDING, false);
    }
    for (Residual block : blocks) {
      y = block.forward(y, training);
    }
    return globalAverage(y);
  }

  /**
   * Returns the mean of each channel. Other than that of the engine's mean, this operator's
   * gradient is contiguous, which spares the convolutions behind it copies across the grain of
   * memory.
   */
  private static PtNDArray globalAverage(PtNDArray y) {
    Shape shape = y.getShape();
    Shape plane = new Shape(shape.get(2), shape.get(3));
    PtNDArray means = JniUtils.avgPool(y, plane, plane, new Shape(0, 0), false, true);
    return (PtNDArray) means.reshape(shape.get(0), shape.get(1));
  }

  public void parameters(Consumer<Parameter> each) {
    stem.parameters(each);
    for (Residual block : blocks) {
      block.path().forEach(unit -> unit.parameters(each));
      block.shortcut().ifPresent(unit -> unit.parameters(each));
    }
  }

  public FoldedResNet fold() {
    return new FoldedResNet(stem.fold(), pooled, blocks.stream().map(Residual::fold).toList());
  }
}
