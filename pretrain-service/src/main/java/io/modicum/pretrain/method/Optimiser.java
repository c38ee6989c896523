package io.modicum.pretrain.method;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.pretrain.network.Parameter;
import java.util.List;

/**
 * Stochastic gradient descent with momentum and weight decay, and its cosine schedule.
 *
 * @param rateInVelocity whether a step's rate stays with its gradient in the velocity (Sutskever et
 *     al. 2013) instead of that of each later step taking its place, as in PyTorch; they differ
 *     while the rate changes
 */
record Optimiser(double weightDecay, double momentum, boolean rateInVelocity) {

  /** Adds to each parameter's gradient that of {@code loss}, a scalar. */
  static void backward(PtNDArray loss) {
    try (PtNDArray one = (PtNDArray) loss.onesLike()) {
      JniUtils.backward(loss, one, false, false);
    }
  }

  void step(List<Parameter> parameters, double rate) {
    double gain = rateInVelocity ? rate : 1;
    double pace = rateInVelocity ? 1 : rate;
    JniUtils.setGradMode(false);
    try {
      for (Parameter parameter : parameters) {
        if (parameter.trained()) {
          parameter.descend(gain, pace, weightDecay, momentum);
        }
      }
    } finally {
      JniUtils.setGradMode(true);
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
