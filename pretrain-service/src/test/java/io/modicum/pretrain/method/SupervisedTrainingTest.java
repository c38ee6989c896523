package io.modicum.pretrain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.Stem;
import io.modicum.contracts.campaign.SupervisedSettings;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.export.OnnxExport;
import io.modicum.pretrain.export.OnnxNetwork;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.feed.Images;
import io.modicum.pretrain.feed.SyntheticImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupervisedTrainingTest {

  private static final int KINDS = 4;
  private static final BackboneSettings ARCHITECTURE =
      new BackboneSettings(Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(8, 16), List.of(1, 1));
  private static final SupervisedSettings SETTINGS = new SupervisedSettings(80, 32, 0.4, 5e-4, 0.9);

  private final TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 2);

  @Test
  void recognisesImagesThatItWasNotTrainedOn() {
    Images few = SyntheticImages.striped(24, KINDS, 16);
    Images many = SyntheticImages.striped(400, KINDS, 16);

    float[][] logits = logits(train(few, 24, 9), many);

    int right = 0;
    for (int i = 0; i < logits.length; i++) {
      right += largest(logits[i]) == i % KINDS ? 1 : 0;
    }
    assertThat(right / 400.0).isGreaterThan(0.6);
  }

  @Test
  void givesTheSameNetworkForTheSameSeed() {
    Images few = SyntheticImages.striped(24, KINDS, 16);
    float[] first = train(few, 24, 9).head().weight();

    assertThat(train(few, 24, 9).head().weight()).isEqualTo(first);
    assertThat(train(few, 24, 10).head().weight()).isNotEqualTo(first);
  }

  @Test
  void refusesToGoOnWhenTheLossIsNoNumber() {
    Images few = SyntheticImages.striped(24, KINDS, 16);
    SupervisedSettings diverging = new SupervisedSettings(80, 256, 10, 0.99, 0.9);
    List<Double> told = new ArrayList<>();

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> train(few, 24, 9, diverging, told))
        .withMessageStartingWith("supervised.learningRate: is too high");

    assertThat(told).allMatch(Double::isFinite);
  }

  private SupervisedTraining.Network train(Images images, int count, long seed) {
    return train(images, count, seed, SETTINGS, new ArrayList<>());
  }

  private SupervisedTraining.Network train(
      Images images, int count, long seed, SupervisedSettings settings, List<Double> losses) {
    try (ImageFeed feed = ImageFeed.of(engine, images, Long.MAX_VALUE)) {
      return new SupervisedTraining(engine)
          .train(
              feed,
              SyntheticImages.kinds(count, KINDS),
              KINDS,
              ARCHITECTURE,
              settings,
              seed,
              (done, rate, metrics) -> losses.add(metrics.get("loss")));
    }
  }

  private static float[][] logits(SupervisedTraining.Network network, Images images) {
    byte[] onnx =
        OnnxExport.bytes(
            network.backbone(),
            Optional.of(network.head()),
            images.format().height(),
            images.format().width(),
            images.format().mean(),
            images.format().standardDeviation());
    try (OnnxNetwork exported = new OnnxNetwork(onnx)) {
      return exported.run("logits", images);
    }
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
