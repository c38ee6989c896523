package io.modicum.inference.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** An ONNX graph that is written node by node, in the order in which the nodes run. */
public final class OnnxGraph {

  private final GraphProto.Builder graph;

  /**
   * @param beginning what the graph holds already
   */
  public OnnxGraph(GraphProto beginning) {
    this.graph = beginning.toBuilder();
  }

  /** Appends a node and returns the name of its output. */
  public String node(
      String output, String operator, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(output)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(Arrays.asList(attributes)));
    return output;
  }

  /** Adds a float32 tensor and returns its name. */
  public String constant(String name, float[] values, long... shape) {
    ByteBuffer raw = littleEndian(4 * values.length);
    raw.asFloatBuffer().put(values);
    return constant(name, TensorProto.DataType.FLOAT, raw, shape);
  }

  /** Adds an int64 vector and returns its name. */
  public String constant(String name, long... values) {
    ByteBuffer raw = littleEndian(8 * values.length);
    raw.asLongBuffer().put(values);
    return constant(name, TensorProto.DataType.INT64, raw, values.length);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(String name, TensorProto.DataType type, ByteBuffer raw, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(raw));
    for (long length : shape) {
      tensor.addDims(length);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** Appends the nodes and tensors of another graph, but not its inputs and outputs. */
  public void append(GraphProto other) {
    graph
        .addAllNode(other.getNodeList())
        .addAllInitializer(other.getInitializerList())
        .addAllSparseInitializer(other.getSparseInitializerList());
  }

  /**
   * Declares the one input.
   *
   * @param shape the length of each dimension, or its name where any length will do
   */
  public void input(String name, TensorProto.DataType type, String... shape) {
    graph.clearInput().addInput(value(name, type, shape));
  }

  /**
   * Declares the one output, float32.
   *
   * @param shape as of {@code input}
   */
  public void output(String name, String... shape) {
    graph.clearOutput().addOutput(value(name, TensorProto.DataType.FLOAT, shape));
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, String... shape) {
    TensorShapeProto.Builder lengths = TensorShapeProto.newBuilder();
    for (String length : shape) {
      boolean fixed = Character.isDigit(length.charAt(0));
      lengths.addDim(
          fixed
              ? TensorShapeProto.Dimension.newBuilder().setDimValue(Long.parseLong(length))
              : TensorShapeProto.Dimension.newBuilder().setDimParam(length));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(lengths)))
        .build();
  }

  /** Returns an integer attribute of a node. */
  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** Returns a text attribute of a node. */
  public static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  /** Returns the graph as it is now. */
  public GraphProto graph() {
    return graph.build();
  }
}
