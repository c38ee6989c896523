package io.modicum.pretrain.method;

import java.util.Map;

/** Hears how a training moves. */
@FunctionalInterface
public interface Progress {

  /**
   * Called after every few steps.
   *
   * @param done share of the training, in [0, 1]
   * @param rate images per second
   * @param metrics e.g. {@code loss}
   */
  void at(double done, double rate, Map<String, Double> metrics);
}
