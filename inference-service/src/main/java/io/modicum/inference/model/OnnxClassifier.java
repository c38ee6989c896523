package io.modicum.inference.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Model;
import io.modicum.inference.head.Classifier;
import io.modicum.inference.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A backbone in ONNX that is given a classifier's end. */
final class OnnxClassifier {

  private final ModelProto.Builder model;
  private final OnnxGraph graph;

  private OnnxClassifier(ModelProto.Builder model) {
    this.model = model;
    this.graph = new OnnxGraph(model.getGraph());
  }

  /**
   * Reads a backbone.
   *
   * @throws InvalidInput if it is no ONNX
   */
  static OnnxClassifier of(String name, byte[] backbone) {
    try {
      return new OnnxClassifier(ModelProto.parseFrom(backbone).toBuilder());
    } catch (InvalidProtocolBufferException broken) {
      throw new InvalidInput(name, "is no ONNX", broken);
    }
  }

  /**
   * Puts a classifier behind the features.
   *
   * @throws InvalidInput if one of its parameters is no number
   */
  OnnxClassifier withHead(Classifier head) {
    head.append(graph);
    return this;
  }

  /** Makes probabilities of the backbone's own logits. */
  OnnxClassifier withLogits() {
    graph.node(
        Model.PROBABILITIES, "Softmax", List.of(Backbone.LOGITS), OnnxGraph.attribute("axis", 1));
    return this;
  }

  /**
   * Returns the ONNX file, whose one output are the probabilities. The same classifier and metadata
   * give the same bytes.
   *
   * @param metadata what the file says of itself
   */
  byte[] bytes(int classes, Map<String, String> metadata) {
    graph.output(Model.PROBABILITIES, "n", Integer.toString(classes));
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.setGraph(graph.graph()).build().toByteArray();
  }
}
