package io.modicum.inference.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Model;
import io.modicum.inference.head.LinearHead;
import io.modicum.inference.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A backbone in ONNX that is given a classifier's end. */
final class OnnxClassifier {

  private static final String PREFIX = "modicum.";
  private static final String MARGINS = PREFIX + "margins";

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
   * Puts a linear head behind the features; its standardisation becomes part of its weights.
   *
   * @throws InvalidInput if a weight is no finite number; a bias may be −∞
   */
  OnnxClassifier withHead(LinearHead head) {
    int classes = head.bias().length;
    int d = head.weights().length / classes;
    float[] weights = new float[d * classes];
    float[] bias = new float[classes];
    for (int k = 0; k < classes; k++) {
      double shifted = head.bias()[k];
      for (int j = 0; j < d; j++) {
        double weight = (double) head.weights()[k * d + j] / head.standardisation().deviation()[j];
        requireNumber(Float.isFinite((float) weight));
        weights[j * classes + k] = (float) weight;
        shifted -= weight * head.standardisation().mean()[j];
      }
      bias[k] = (float) shifted;
      requireNumber(Float.isFinite(bias[k]) || head.bias()[k] == Float.NEGATIVE_INFINITY);
    }
    graph.node(
        MARGINS,
        "Gemm",
        List.of(
            Backbone.FEATURES,
            graph.constant(PREFIX + "weights", weights, d, classes),
            graph.constant(PREFIX + "bias", bias, classes)));
    return softmax(MARGINS);
  }

  private static void requireNumber(boolean met) {
    if (!met) {
      throw new InvalidInput(
          "classifier", "has weights that are no finite numbers; set a lower classifier.c");
    }
  }

  /** Makes probabilities of the backbone's own logits. */
  OnnxClassifier withLogits() {
    return softmax(Backbone.LOGITS);
  }

  private OnnxClassifier softmax(String margins) {
    graph.node(Model.PROBABILITIES, "Softmax", List.of(margins), OnnxGraph.attribute("axis", 1));
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
