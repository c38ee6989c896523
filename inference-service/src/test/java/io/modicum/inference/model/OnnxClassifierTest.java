package io.modicum.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Npy;
import io.modicum.inference.embedding.TinyBackbone;
import io.modicum.inference.head.Classifier;
import io.modicum.inference.linear.Kind;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnnxClassifierTest {

  /** Java iterates over such a map in another order in each process. */
  @Test
  void writesItsMetadataInOneOrderInEveryProcess() throws IOException {
    Map<String, String> metadata =
        IntStream.range(0, 16)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(i -> "key " + (char) ('a' + i), String::valueOf));

    byte[] onnx =
        OnnxClassifier.of("backbone", TinyBackbone.channelMeansAsLogits())
            .withLogits()
            .bytes(3, metadata);

    assertThat(ModelProto.parseFrom(onnx).getMetadataPropsList())
        .extracting(StringStringEntryProto::getKey)
        .isSorted()
        .hasSize(16);
  }

  @Test
  void writesNoWeightAndNoBiasThatIsNoNumber() {
    float[] none = new float[3];

    assertThatThrownBy(() -> export(new float[] {0, 1e20f, 0}, none, 0, 1e-30f))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("classifier: has weights that are no finite numbers");
    assertThatThrownBy(() -> export(new float[] {0, 1e20f, 0}, none, 1e20f, 1))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("classifier: has weights that are no finite numbers");
    assertThatNoException()
        .as("a class without a label")
        .isThrownBy(() -> export(none, new float[] {0, Float.NEGATIVE_INFINITY, 0}, 1e20f, 1));
  }

  @Test
  void writesTheBytesThatReleasedVersionsWrote() {
    // Given
    Classifier head =
        linear(
            new float[] {1, 2, 3, -1, 0, 0.5f, 0.25f, 0.125f, -4},
            new float[] {0.5f, Float.NEGATIVE_INFINITY, -1},
            new float[] {1, 2, 3},
            new float[] {2, 4, 0.1f});

    // When
    byte[] onnx =
        OnnxClassifier.of("backbone", TinyBackbone.channelMeans())
            .withHead(head)
            .bytes(3, Map.of("k", "v"));

    // Then
    assertThat(ContentAddress.sha256(onnx))
        .isEqualTo("b2a3e0b56941c91f178213965f0a9c1931ed2cb31baa992cabea3b36192b6b4b");
  }

  /** Exports a head of three classes of which each weight stands for all three features. */
  private static byte[] export(float[] weights, float[] bias, float mean, float deviation) {
    float[] all = new float[9];
    for (int i = 0; i < all.length; i++) {
      all[i] = weights[i / 3];
    }
    float[] means = {mean, mean, mean};
    float[] deviations = {deviation, deviation, deviation};
    return OnnxClassifier.of("backbone", TinyBackbone.channelMeans())
        .withHead(linear(all, bias, means, deviations))
        .bytes(3, Map.of());
  }

  /** Reads a linear head of three classes and three features from its parts. */
  private static Classifier linear(float[] weights, float[] bias, float[] mean, float[] deviation) {
    Map<String, byte[]> parts =
        Map.of(
            "weights.npy", Npy.encode(weights, 3, 3),
            "bias.npy", Npy.encode(bias, 3),
            "feature-mean.npy", Npy.encode(mean, 3),
            "feature-std.npy", Npy.encode(deviation, 3));
    return Kind.heads()
        .named("linear-svm", "classifier.kind")
        .read(name -> Npy.decode(name, parts.get(name)));
  }
}
