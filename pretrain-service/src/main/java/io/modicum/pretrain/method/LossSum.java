package io.modicum.pretrain.method;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.network.Parameter;
import java.util.List;

/**
 * The losses of a training's steps, summed on the device: a loss that is no number leaves none, so
 * that no step goes unseen though few are read.
 */
final class LossSum implements AutoCloseable {

  private final String rate;
  private final PtNDArray sum;
  private int steps;

  /**
   * @param rate the setting to lower where training diverges
   */
  LossSum(NDManager manager, String rate) {
    this.rate = rate;
    this.sum = (PtNDArray) manager.zeros(new Shape());
  }

  /** Adds the loss of a step, a scalar. */
  void add(PtNDArray loss) {
    try (PtNDArray value = (PtNDArray) loss.stopGradient()) {
      sum.addi(value);
    }
    steps++;
  }

  /**
   * Returns the mean of all steps so far, at least one.
   *
   * @throws InvalidInput if the loss of a step was no number
   */
  double mean() {
    float total = sum.getFloat();
    if (!Float.isFinite(total)) {
      throw diverged("the loss is no number any more");
    }
    return (double) total / steps;
  }

  /**
   * Makes sure that what the steps have led to can be kept.
   *
   * @throws InvalidInput if a weight, a velocity or a batch statistic is no number
   */
  void requireFinite(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      if (!parameter.isFinite()) {
        throw diverged(parameter.name() + " is no number any more");
      }
    }
  }

  private InvalidInput diverged(String symptom) {
    return new InvalidInput(
        rate, "is too high: training diverged, " + symptom + "; try a tenth of it");
  }

  @Override
  public void close() {
    sum.close();
  }
}
