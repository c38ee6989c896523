package io.modicum.pretrain.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.pretrain.engine.Randomness;
import java.util.SplittableRandom;

/** A tensor that SGD with momentum trains, or, without a velocity, one that it leaves alone. */
public final class Parameter {

  private final String name;
  private final PtNDArray value;
  private final PtNDArray velocity;

  private Parameter(String name, PtNDArray value, boolean trained) {
    this.name = name;
    this.value = value;
    this.velocity = trained ? (PtNDArray) value.zerosLike() : null;
    if (trained) {
      JniUtils.attachGradient(value, true);
    }
  }

  /** Returns a trained tensor of normal numbers. */
  static Parameter normal(
      NDManager manager, String name, Shape shape, double deviation, SplittableRandom random) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * Randomness.gaussian(random));
    }
    return new Parameter(name, (PtNDArray) manager.create(values, shape), true);
  }

  /** Returns a trained tensor of numbers uniform in {@code [-bound, bound]}. */
  static Parameter uniform(
      NDManager manager, String name, Shape shape, double bound, SplittableRandom random) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return new Parameter(name, (PtNDArray) manager.create(values, shape), true);
  }

  /** Returns a tensor {@code [length]} of one number. */
  public static Parameter constant(
      NDManager manager, String name, int length, float number, boolean trained) {
    NDArray filled = manager.full(new Shape(length), number);
    return new Parameter(name, (PtNDArray) filled, trained);
  }

  public String name() {
    return name;
  }

  public PtNDArray value() {
    return value;
  }

  public float[] values() {
    return value.toFloatArray();
  }

  public boolean trained() {
    return velocity != null;
  }

  public float[] velocities() {
    return velocity.toFloatArray();
  }

  /** Returns the gradient that has gathered since the last step. */
  public float[] gradients() {
    try (PtNDArray gradient = JniUtils.getGradient(value)) {
      return gradient.toFloatArray();
    }
  }

  /** Returns whether all its numbers are such, and those of its velocity. */
  public boolean isFinite() {
    return finite(values()) && (velocity == null || finite(velocities()));
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  public void restore(float[] values) {
    value.set(values);
  }

  public void restoreVelocity(float[] values) {
    velocity.set(values);
  }

  /**
   * Moves against the gradient and forgets it. Without gradients of its own: the caller switches
   * them off.
   *
   * @param gain what the gradient enters the velocity with
   * @param pace how much of the velocity is gone
   */
  public void descend(double gain, double pace, double weightDecay, double momentum) {
    try (PtNDArray gradient = JniUtils.getGradient(value);
        NDArray decay = value.mul(weightDecay)) {
      gradient.addi(decay).muli(gain);
      velocity.muli(momentum).addi(gradient);
    }
    try (NDArray move = velocity.mul(pace)) {
      value.subi(move);
    }
    JniUtils.zeroGrad(value);
  }
}
