package io.modicum.pretrain.network;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.pretrain.export.FoldedConvolution;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A convolution without bias and its batch normalisation. */
final class ConvolutionUnit {

  private static final Shape POINT = new Shape(1, 1);
  private static final Shape NO_PADDING = new Shape(0, 0);

  private final int inputs;
  private final int outputs;
  private final int kernel;
  private final int stride;
  private final Parameter weight;
  private final BatchNorm norm;

  /**
   * @param initialScale what its output is multiplied with at first
   */
  ConvolutionUnit(
      NDManager manager,
      String name,
      int inputs,
      int outputs,
      int kernel,
      int stride,
      float initialScale,
      SplittableRandom random) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.kernel = kernel;
    this.stride = stride;
    // He et al. 2015, fan-out.
    double deviation = Math.sqrt(2.0 / (outputs * kernel * kernel));
    weight =
        Parameter.normal(
            manager,
            name + ".weight",
            new Shape(outputs, inputs, kernel, kernel),
            deviation,
            random);
    norm = new BatchNorm(manager, name + ".norm", outputs, true, initialScale);
  }

  PtNDArray forward(PtNDArray x, boolean training) {
    boolean skips = kernel < stride;
    PtNDArray convolved =
        JniUtils.convolution(
            skips ? everyNth(x) : x,
            weight.value(),
            null,
            skips ? POINT : new Shape(stride, stride),
            new Shape(kernel / 2, kernel / 2),
            POINT,
            1);
    return norm.forward(convolved, training);
  }

  /**
   * Returns the pixels that a kernel of one pixel sees with this stride. The engine's convolution
   * would skip the others itself, but where channels are fewer than a vector register holds, the
   * gradient of its weights reads and writes past the workspace (oneDNN issue 6035).
   */
  private PtNDArray everyNth(PtNDArray x) {
    return JniUtils.avgPool(x, POINT, new Shape(stride, stride), NO_PADDING, false, true);
  }

  void parameters(Consumer<Parameter> each) {
    each.accept(weight);
    norm.parameters(each);
  }

  /** Returns the one convolution with bias that both are in inference. */
  FoldedConvolution fold() {
    float[] weights = weight.values();
    float[] factors = norm.factors();
    int perOutput = weights.length / outputs;
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factors[i / perOutput];
    }
    return new FoldedConvolution(inputs, outputs, kernel, stride, weights, norm.offsets());
  }
}
