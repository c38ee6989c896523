package io.modicum.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.modicum.inference.embedding.TinyBackbone;
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
}
