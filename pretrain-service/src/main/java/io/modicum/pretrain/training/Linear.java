package io.modicum.pretrain.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.modicum.pretrain.export.LinearHead;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A fully connected layer, its weight {@code [inputs, outputs]}. */
final class Linear {

  private final int inputs;
  private final int outputs;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * @param biased whether it adds a bias, which is of no use before a batch normalisation
   */
  Linear(
      NDManager manager,
      String name,
      int inputs,
      int outputs,
      boolean biased,
      SplittableRandom random) {
    this.inputs = inputs;
    this.outputs = outputs;
    double bound = 1 / Math.sqrt(inputs);
    weight =
        Parameter.uniform(manager, name + ".weight", new Shape(inputs, outputs), bound, random);
    bias = Parameter.constant(manager, name + ".bias", outputs, 0, biased);
  }

  PtNDArray forward(PtNDArray x) {
    PtNDArray product = (PtNDArray) x.matMul(weight.value());
    return bias.trained() ? (PtNDArray) product.add(bias.value()) : product;
  }

  void parameters(Consumer<Parameter> each) {
    each.accept(weight);
    each.accept(bias);
  }

  LinearHead export() {
    return new LinearHead(inputs, outputs, weight.values(), bias.values());
  }
}
