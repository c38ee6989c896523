package io.modicum.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.inference.embedding.TinyBackbone;
import io.modicum.inference.head.LinearHead;
import io.modicum.inference.head.Standardisation;
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

  /** Exports a head of three classes of which each weight stands for all three features. */
  private static byte[] export(float[] weights, float[] bias, float mean, float deviation) {
    float[] all = new float[9];
    for (int i = 0; i < all.length; i++) {
      all[i] = weights[i / 3];
    }
    Standardisation standardisation =
        new Standardisation(
            new float[] {mean, mean, mean}, new float[] {deviation, deviation, deviation});
    return OnnxClassifier.of("backbone", TinyBackbone.channelMeans())
        .withHead(new LinearHead(all, bias, standardisation))
        .bytes(3, Map.of());
  }
}
