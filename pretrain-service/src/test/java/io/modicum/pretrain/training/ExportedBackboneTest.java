package io.modicum.pretrain.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.Stem;
import io.modicum.pretrain.augmentation.ViewBatch;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.export.OnnxExport;
import io.modicum.pretrain.export.OnnxNetwork;
import io.modicum.pretrain.feed.Images;
import io.modicum.pretrain.feed.SyntheticImages;
import io.modicum.pretrain.network.Linear;
import io.modicum.pretrain.network.ResNet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportedBackboneTest {

  static List<BackboneSettings> architectures() {
    return List.of(
        new BackboneSettings(Stem.CIFAR, Block.BASIC, List.of(8), List.of(1)),
        new BackboneSettings(Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(8, 16), List.of(1, 2)),
        new BackboneSettings(Stem.IMAGENET, Block.BASIC, List.of(8, 8), List.of(1, 1)),
        new BackboneSettings(Stem.IMAGENET, Block.BOTTLENECK, List.of(4, 6), List.of(2, 1)));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void givesTheFeaturesAndLogitsThatTheTrainedNetworkGives(BackboneSettings architecture) {
    TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 2);
    Images images = SyntheticImages.striped(48, 3, 20);
    try (NDManager manager = engine.newManager()) {
      ResNet network = new ResNet(manager, architecture, new SplittableRandom(5));
      Linear head =
          new Linear(
              manager,
              "head",
              architecture.dimensions(),
              3,
              Linear.Bias.UNIFORM,
              new SplittableRandom(6));
      PtNDArray x = ViewBatch.whole(images.pixels(manager, images.indices()), images.format());
      for (int pass = 0; pass < 5; pass++) {
        network.forward(x, true);
      }
      PtNDArray features = network.forward(x, false);
      float[] logits = head.forward(features).toFloatArray();

      byte[] onnx =
          OnnxExport.bytes(
              network.fold(),
              Optional.of(head.export()),
              20,
              20,
              images.format().mean(),
              images.format().standardDeviation());

      try (OnnxNetwork exported = new OnnxNetwork(onnx)) {
        assertClose(exported.run("features", images), features.toFloatArray());
        assertClose(exported.run("logits", images), logits);
      }
    }
  }

  private static void assertClose(float[][] actual, float[] expected) {
    int d = actual[0].length;
    assertThat(actual.length * d).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i / d][i % d]).isCloseTo(expected[i], within(1e-4f));
    }
  }
}
