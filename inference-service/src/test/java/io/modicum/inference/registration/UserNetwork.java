package io.modicum.inference.registration;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.modicum.inference.onnx.OnnxGraph;
import java.util.List;
import java.util.Locale;

/** Networks as users may send them: features are the means of the channels, unless it is said. */
final class UserNetwork {

  private final OnnxGraph graph = new OnnxGraph(GraphProto.newBuilder().setName("user's").build());
  private String last = "pixels";
  private long opset = 13;

  private UserNetwork(DataType type, String... shape) {
    graph.input("pixels", type, shape);
  }

  static UserNetwork taking(DataType type, String... shape) {
    UserNetwork network = new UserNetwork(type, shape);
    return type == DataType.FLOAT
        ? network
        : network.then("Cast", OnnxGraph.attribute("to", DataType.FLOAT.getNumber()));
  }

  static UserNetwork taking(DataType type) {
    return taking(type, "batch", "3", "h", "w");
  }

  UserNetwork then(String operator, AttributeProto... attributes) {
    last = graph.node(operator.toLowerCase(Locale.ROOT), operator, List.of(last), attributes);
    return this;
  }

  /** Goes on with {@code operator(last, other)}. */
  UserNetwork with(String operator, String other) {
    last = graph.node(operator.toLowerCase(Locale.ROOT), operator, List.of(last, other));
    return this;
  }

  UserNetwork opset(long version) {
    opset = version;
    return this;
  }

  OnnxGraph graph() {
    return graph;
  }

  /** Pools and gives {@code [n, 3]} under the name {@code embedding}. */
  ModelProto pooled() {
    return then("GlobalAveragePool").then("Flatten").ending("n", "3");
  }

  ModelProto ending(String... shape) {
    graph.node("embedding", "Identity", List.of(last));
    graph.output("embedding", shape);
    return model();
  }

  ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(7)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .addMetadataProps(StringStringEntryProto.newBuilder().setKey("classes").setValue("many"))
        .setGraph(graph.graph())
        .build();
  }

  /** Returns a network whose weights are said to be in another file. */
  static ModelProto withExternalData() {
    UserNetwork network = taking(DataType.FLOAT);
    network.graph.append(
        GraphProto.newBuilder()
            .addInitializer(
                TensorProto.newBuilder()
                    .setName("scale")
                    .setDataType(DataType.FLOAT.getNumber())
                    .addDims(1)
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(
                        StringStringEntryProto.newBuilder()
                            .setKey("location")
                            .setValue("weights.bin")))
            .build());
    return network.with("Mul", "scale").pooled();
  }
}
