package io.modicum.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.inference.onnx.OnnxEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenBackboneTest {

  private static final byte[] TWO_IMAGES = {
    10,
    20,
    30,
    40,
    0,
    0,
    0,
    0,
    (byte) 255,
    (byte) 255,
    (byte) 255,
    (byte) 255, //
    1,
    1,
    1,
    1,
    2,
    2,
    2,
    2,
    3,
    3,
    3,
    7
  };

  @TempDir Path folder;

  @Test
  void embedsUnsignedBytes() throws IOException {
    try (FrozenBackbone network = load(TinyBackbone.channelMeans(), backbone(3, false))) {
      FrozenBackbone.Outputs outputs = network.embed(pixels(), 2, 2, 2);

      assertThat(outputs.features()).containsExactly(25, 0, 255, 1, 2, 4);
      assertThat(outputs.logits()).isEmpty();
    }
  }

  @Test
  void findsItsOutputsByName() throws IOException {
    try (FrozenBackbone network = load(TinyBackbone.channelMeansAsLogits(), backbone(3, true))) {
      FrozenBackbone.Outputs outputs = network.embed(pixels(), 2, 2, 2);

      assertThat(outputs.features()).containsExactly(25, 0, 255, 1, 2, 4);
      assertThat(outputs.logits()).containsExactly(25, 0, 255, 1, 2, 4);
    }
  }

  @Test
  void refusesAFileThatIsNoNetwork() {
    assertThatThrownBy(
            () -> load("no network".getBytes(StandardCharsets.UTF_8), backbone(3, false)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("backbone.onnx: cannot be loaded");
  }

  @Test
  void refusesANetworkThatDoesNotKeepItsManifestsPromises() throws IOException {
    try (FrozenBackbone network = load(TinyBackbone.channelMeans(), backbone(3, true))) {
      assertThatThrownBy(() -> network.embed(pixels(), 2, 2, 2))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("has no output 'logits'");
    }
    try (FrozenBackbone network = load(TinyBackbone.channelMeans(), backbone(4, false))) {
      assertThatThrownBy(() -> network.embed(pixels(), 2, 2, 2))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("makes 3 features per image where its manifest says 4");
    }
  }

  private FrozenBackbone load(byte[] onnx, Backbone backbone) throws IOException {
    Path file = Files.write(folder.resolve("network.onnx"), onnx);
    return FrozenBackbone.load(file, backbone, new OnnxEngine(OnnxEngine.Choice.CPU, 1));
  }

  private static Backbone backbone(int dimensions, boolean hasLogits) {
    return new Backbone(dimensions, 2, 2, hasLogits);
  }

  private static ByteBuffer pixels() {
    return ByteBuffer.allocateDirect(TWO_IMAGES.length).put(TWO_IMAGES).flip();
  }
}
