package io.modicum.inference.embedding;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** The smallest backbone there is: the features of an image are the means of its channels. */
public final class TinyBackbone {

  private TinyBackbone() {}

  /** Returns a network without logits. */
  public static byte[] channelMeans() {
    return model("Identity");
  }

  /** Returns a network that makes no finite number of a channel that is black. */
  public static byte[] logarithmsOfChannelMeans() {
    return model("Log");
  }

  /** Returns a network whose logits are its features, so that the brightest channel wins. */
  public static byte[] channelMeansAsLogits() {
    return model("Identity", "Identity");
  }

  /** Returns a network whose logits are no finite numbers where a channel is black. */
  public static byte[] logarithmsOfChannelMeansAsLogits() {
    return model("Identity", "Log");
  }

  /**
   * @param features operator that makes them of the channels' means
   * @param logits operators that make each of the network's logits of the features
   */
  private static byte[] model(String features, String... logits) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("channel means")
            .addInput(value("images", TensorProto.DataType.UINT8, "n", "3", "h", "w"))
            .addNode(
                node("Cast", "images", "floats")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("to")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(TensorProto.DataType.FLOAT.getNumber())))
            .addNode(node("GlobalAveragePool", "floats", "pooled"))
            .addNode(node("Flatten", "pooled", "flat"))
            .addNode(node(features, "flat", "features"));
    for (String operator : logits) {
      // Named first, so that a reader who trusts the order of outputs takes the wrong one.
      graph
          .addNode(node(operator, "features", "logits"))
          .addOutput(value("logits", TensorProto.DataType.FLOAT, "n", "3"));
    }
    graph.addOutput(value("features", TensorProto.DataType.FLOAT, "n", "3"));
    return ModelProto.newBuilder()
        .setIrVersion(7)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static NodeProto.Builder node(String operator, String input, String output) {
    return NodeProto.newBuilder().setOpType(operator).addInput(input).addOutput(output);
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, String... lengths) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String length : lengths) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      if (length.equals("3")) {
        dimension.setDimValue(3);
      } else {
        dimension.setDimParam(length);
      }
      shape.addDim(dimension);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
