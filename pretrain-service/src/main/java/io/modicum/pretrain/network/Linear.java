package io.modicum.pretrain.network;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.modicum.pretrain.export.LogitLayer;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A fully connected layer, its weight {@code [inputs, outputs]}. */
public final class Linear {

  private final int inputs;
  private final int outputs;
  private final Parameter weight;
  private final Parameter bias;

  /** What it adds. */
  public enum Bias {
    /** Nothing: a batch normalisation follows. */
    NONE,
    /** A trained bias that starts at zero. */
    ZERO,
    /** A trained bias that starts as the weights do, as PyTorch's. */
    UNIFORM
  }

  /** Starts with weights uniform in ±1/√inputs, as PyTorch's. */
  public Linear(
      NDManager manager,
      String name,
      int inputs,
      int outputs,
      Bias biased,
      SplittableRandom random) {
    this.inputs = inputs;
    this.outputs = outputs;
    double bound = 1 / Math.sqrt(inputs);
    weight =
        Parameter.uniform(manager, name + ".weight", new Shape(inputs, outputs), bound, random);
    bias =
        biased == Bias.UNIFORM
            ? Parameter.uniform(manager, name + ".bias", new Shape(outputs), bound, random)
            : Parameter.constant(manager, name + ".bias", outputs, 0, biased != Bias.NONE);
  }

  public PtNDArray forward(PtNDArray x) {
    PtNDArray product = (PtNDArray) x.matMul(weight.value());
    return bias.trained() ? (PtNDArray) product.add(bias.value()) : product;
  }

  public void parameters(Consumer<Parameter> each) {
    each.accept(weight);
    each.accept(bias);
  }

  public LogitLayer export() {
    return new LogitLayer(inputs, outputs, weight.values(), bias.values());
  }
}
