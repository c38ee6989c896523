package io.modicum.pretrain.method;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.Preset;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.Stem;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.feed.Images;
import io.modicum.pretrain.feed.SyntheticImages;
import java.util.List;

/**
 * Measures SimSiam in images per second: {@code step|train NETWORK BATCH STEPS}. {@code NETWORK} is
 * the width of a ResNet-18 or {@code small}, the preset of that name. {@code step} trains on fixed
 * views, {@code train} augments, too. See {@code benchmark/run}.
 */
final class TrainingBenchmark {

  private static final int SIDE = 32;
  private static final int WARM_UP = 2;

  private TrainingBenchmark() {}

  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[2]);
    int steps = Integer.parseInt(arguments[3]);
    TorchEngine engine = new TorchEngine(TorchEngine.Choice.AUTO, 0);
    boolean small = arguments[1].equals("small");
    BackboneSettings architecture =
        small ? Preset.SMALL.backbone() : resNet18(Integer.parseInt(arguments[1]));
    PretrainingSettings settings =
        small
            ? settings(batch, Preset.SMALL.pretraining().projectorWidth(), 2)
            : settings(batch, arguments[1].equals("64") ? 2048 : 512, 3);
    Images images = SyntheticImages.striped(batch * steps, 10, SIDE);
    try (ImageFeed feed = ImageFeed.of(engine, images, Long.MAX_VALUE);
        SimSiam simSiam = new SimSiam(engine, feed, architecture, settings, 1)) {
      double rate =
          arguments[0].equals("step") ? steps(engine, simSiam, batch, steps) : epochs(simSiam);
      System.out.printf("%.1f%n", rate);
    }
  }

  private static BackboneSettings resNet18(int width) {
    return new BackboneSettings(
        Stem.CIFAR,
        Block.BASIC,
        List.of(width, 2 * width, 4 * width, 8 * width),
        List.of(2, 2, 2, 2));
  }

  private static PretrainingSettings settings(int batch, int projectorWidth, int projectorLayers) {
    return new PretrainingSettings(
        2, batch, 0.03, 5e-4, 0.9, projectorWidth, projectorLayers, false, 0.2);
  }

  private static double epochs(SimSiam simSiam) {
    simSiam.train(0, (done, rate, metrics) -> {});
    return simSiam.train(1, (done, rate, metrics) -> {}).imagesPerSecond();
  }

  private static double steps(TorchEngine engine, SimSiam simSiam, int batch, int steps) {
    Optimiser optimiser = new Optimiser(5e-4, 0.9, false);
    JniUtils.setGradMode(true);
    long start = 0;
    try (NDManager scope = engine.newManager()) {
      Shape shape = new Shape(batch, 3, SIDE, SIDE);
      PtNDArray view1 = (PtNDArray) scope.randomNormal(shape);
      PtNDArray view2 = (PtNDArray) scope.randomNormal(shape);
      for (int step = 0; step < steps + WARM_UP; step++) {
        start = step == WARM_UP ? System.nanoTime() : start;
        try (NDManager one = scope.newSubManager()) {
          PtNDArray x1 = (PtNDArray) view1.duplicate();
          PtNDArray x2 = (PtNDArray) view2.duplicate();
          x1.attach(one);
          x2.attach(one);
          Optimiser.backward(simSiam.forward(x1, x2).loss());
          optimiser.step(simSiam.parameters(), 0.03);
        }
      }
    }
    return steps * batch / ((System.nanoTime() - start) / 1e9);
  }
}
