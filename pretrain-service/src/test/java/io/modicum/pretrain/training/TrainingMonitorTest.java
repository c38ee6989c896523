package io.modicum.pretrain.training;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.Stem;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.feed.ImageFormat;
import io.modicum.pretrain.feed.Images;
import io.modicum.pretrain.method.SelfSupervised;
import io.modicum.pretrain.method.SimSiam;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingMonitorTest {

  private static final BackboneSettings ARCHITECTURE =
      new BackboneSettings(Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(16, 32), List.of(1, 1));
  private static final PretrainingSettings SETTINGS =
      new PretrainingSettings(4, 32, 0.2, 5e-4, 0.9, 64, 2, true, 0.4);

  private final TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 2);

  @Test
  void tellsWhenAllImagesShareOneOutput() {
    ImageFormat format = new ImageFormat(16, 16, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2));
    Images black = new Images(format, List.of(ByteBuffer.allocate(64 * format.bytes())));
    try (ImageFeed alike = ImageFeed.of(engine, black, Long.MAX_VALUE);
        SimSiam simSiam = new SimSiam(engine, alike, ARCHITECTURE, SETTINGS, 1)) {
      SelfSupervised.Measurement end = simSiam.train(0, (done, rate, metrics) -> {});

      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> TrainingMonitor.requireSound(0, end))
          .withMessageStartingWith("pretraining: collapsed in epoch 1");
    }
  }
}
