package io.modicum.pretrain.training;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/** Stochastic gradient descent with momentum and weight decay, and its cosine schedule. */
record Optimiser(double weightDecay, double momentum) {

  /** Adds to each parameter's gradient that of {@code loss}, a scalar. */
  static void backward(PtNDArray loss) {
    try (PtNDArray one = (PtNDArray) loss.onesLike()) {
      JniUtils.backward(loss, one, false, false);
    }
  }

  void step(List<Parameter> parameters, double rate) {
    for (Parameter parameter : parameters) {
      if (parameter.trained()) {
        parameter.descend(rate, weightDecay, momentum);
      }
    }
  }

  /**
   * Returns the learning rate of a cosine decay to zero (Loshchilov and Hutter 2017).
   *
   * @param done share of the training, in [0, 1]
   */
  static double cosine(double initial, double done) {
    return initial * 0.5 * (1 + Math.cos(Math.PI * done));
  }

  /** Returns the linear scaling of a base rate with the batch (Goyal et al. 2017). */
  static double scaled(double baseRate, int batch) {
    return baseRate * batch / 256;
  }
}
