package io.modicum.contracts.campaign;

/**
 * Supervised training from scratch, the baseline: SGD with momentum, cosine schedule, random crop
 * and flip.
 *
 * @param steps gradient steps per cycle, whatever the number of labels
 * @param batch images per step, drawn with replacement when there are fewer labels
 * @param learningRate base rate; the rate used is {@code learningRate × batch / 256}
 * @param weightDecay L2 penalty of SGD
 * @param momentum momentum of SGD
 */
public record SupervisedSettings(
    int steps, int batch, double learningRate, double weightDecay, double momentum) {

  public SupervisedSettings {
    Check.that(steps >= 1 && steps <= 10_000_000, "supervised.steps", "1 to 10000000");
    Check.that(batch >= 2 && batch <= 8192, "supervised.batch", "2 to 8192");
    Check.that(learningRate > 0 && learningRate <= 10, "supervised.learningRate", "in (0, 10]");
    Check.that(weightDecay >= 0 && weightDecay < 1, "supervised.weightDecay", "in [0, 1)");
    Check.that(momentum >= 0 && momentum < 1, "supervised.momentum", "in [0, 1)");
  }
}
