package io.modicum.inference.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Model;
import io.modicum.contracts.stage.InvalidInput;
import io.modicum.inference.head.LinearHead;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** A backbone in ONNX that is given a classifier's end. */
final class OnnxClassifier {

  private static final String PREFIX = "modicum.";
  private static final String MARGINS = PREFIX + "margins";

  private final ModelProto.Builder model;
  private final GraphProto.Builder graph;

  private OnnxClassifier(ModelProto.Builder model) {
    this.model = model;
    this.graph = model.getGraph().toBuilder();
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

  /** Puts a linear head behind the features; its standardisation becomes part of its weights. */
  OnnxClassifier withHead(LinearHead head) {
    int classes = head.bias().length;
    int d = head.weights().length / classes;
    float[] weights = new float[d * classes];
    float[] bias = new float[classes];
    for (int k = 0; k < classes; k++) {
      double shifted = head.bias()[k];
      for (int j = 0; j < d; j++) {
        double weight = (double) head.weights()[k * d + j] / head.standardisation().deviation()[j];
        weights[j * classes + k] = (float) weight;
        shifted -= weight * head.standardisation().mean()[j];
      }
      bias[k] = (float) shifted;
    }
    constant(PREFIX + "weights", weights, d, classes);
    constant(PREFIX + "bias", bias, classes);
    node("Gemm", MARGINS, Backbone.FEATURES, PREFIX + "weights", PREFIX + "bias");
    return softmax(MARGINS);
  }

  /** Makes probabilities of the backbone's own logits. */
  OnnxClassifier withLogits() {
    return softmax(Backbone.LOGITS);
  }

  private OnnxClassifier softmax(String margins) {
    node("Softmax", Model.PROBABILITIES, margins);
    return this;
  }

  /**
   * Returns the ONNX file, whose one output are the probabilities.
   *
   * @param metadata what the file says of itself
   */
  byte[] bytes(int classes, Map<String, String> metadata) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(classes))
            .build();
    graph
        .clearOutput()
        .addOutput(
            ValueInfoProto.newBuilder()
                .setName(Model.PROBABILITIES)
                .setType(
                    TypeProto.newBuilder()
                        .setTensorType(
                            TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape))));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.setGraph(graph).build().toByteArray();
  }

  private void node(String operator, String output, String... inputs) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setName(output)
            .setOpType(operator)
            .addAllInput(List.of(inputs))
            .addOutput(output);
    if (operator.equals("Softmax")) {
      node.addAttribute(
          AttributeProto.newBuilder()
              .setName("axis")
              .setType(AttributeProto.AttributeType.INT)
              .setI(1));
    }
    graph.addNode(node);
  }

  private void constant(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(raw));
    for (long length : shape) {
      tensor.addDims(length);
    }
    graph.addInitializer(tensor);
  }
}
