package io.modicum.pretrain.training;

import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.SupervisedSettings;

/** Measures both trainings with the small settings, on 8,000 images of 32×32: {@code [EPOCHS]}. */
final class TrainingBenchmark {

  private TrainingBenchmark() {}

  public static void main(String[] arguments) {
    int epochs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
    TorchEngine engine = new TorchEngine(TorchEngine.Choice.AUTO, 0);
    Images images = SyntheticImages.striped(8000, 10, 32);
    try (SimSiam simSiam =
        new SimSiam(engine, images, BackboneSettings.SMALL, PretrainingSettings.SMALL, 1)) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        long start = System.nanoTime();
        SimSiam.Measurement end = simSiam.train(epoch, (done, rate, metrics) -> {});
        System.out.printf("epoch %d: %.1f s, %s%n", epoch + 1, seconds(start), end);
      }
    }
    long start = System.nanoTime();
    new SupervisedTraining(engine)
        .train(
            images,
            SyntheticImages.kinds(8000, 10),
            10,
            BackboneSettings.SMALL,
            SupervisedSettings.SMALL,
            1,
            (done, rate, metrics) -> {});
    System.out.printf("from scratch, 300 steps: %.1f s%n", seconds(start));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
