package io.modicum.pretrain.network;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Consumer;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) over axis 1 of {@code [n, c]} or {@code [n, c, h,
 * w]}.
 */
public final class BatchNorm {

  static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Parameter scale;
  private final Parameter shift;
  private final Parameter mean;
  private final Parameter variance;

  /**
   * @param affine whether scale and shift are trained
   */
  public BatchNorm(NDManager manager, String name, int channels, boolean affine) {
    this(manager, name, channels, affine, 1);
  }

  /**
   * @param initialScale what it multiplies with at first
   */
  public BatchNorm(
      NDManager manager, String name, int channels, boolean affine, float initialScale) {
    scale = Parameter.constant(manager, name + ".scale", channels, initialScale, affine);
    shift = Parameter.constant(manager, name + ".shift", channels, 0, affine);
    mean = Parameter.constant(manager, name + ".mean", channels, 0, false);
    variance = Parameter.constant(manager, name + ".variance", channels, 1, false);
  }

  public PtNDArray forward(PtNDArray x, boolean training) {
    return JniUtils.batchNorm(
        x,
        mean.value(),
        variance.value(),
        scale.value(),
        shift.value(),
        training,
        MOMENTUM,
        EPSILON);
  }

  public void parameters(Consumer<Parameter> each) {
    each.accept(scale);
    each.accept(shift);
    each.accept(mean);
    each.accept(variance);
  }

  /** Returns what it multiplies each channel with in inference. */
  float[] factors() {
    float[] factors = scale.values();
    float[] variances = variance.values();
    for (int c = 0; c < factors.length; c++) {
      factors[c] /= (float) Math.sqrt(variances[c] + EPSILON);
    }
    return factors;
  }

  /** Returns what it adds to each channel in inference, after {@link #factors}. */
  float[] offsets() {
    float[] factors = factors();
    float[] offsets = shift.values();
    float[] means = mean.values();
    for (int c = 0; c < offsets.length; c++) {
      offsets[c] -= means[c] * factors[c];
    }
    return offsets;
  }
}
