package io.modicum.pretrain.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.modicum.contracts.manifest.Backbone;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a trained network as ONNX: uint8 images {@code [n, 3, height, width]} with any {@code n}
 * in, features float32 {@code [n, d]} and, with a head, logits float32 {@code [n, classes]} out.
 * Normalisation is inside, so that a user needs the images only.
 */
public final class OnnxExport {

  private static final long OPSET = 13;
  private static final long IR_VERSION = 7;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("backbone");
  private int names;

  private OnnxExport() {}

  /**
   * Returns the ONNX file.
   *
   * @param mean of each channel, in [0, 1]
   * @param standardDeviation of each channel, in [0, 1]
   */
  public static byte[] bytes(
      FoldedResNet network,
      Optional<LogitLayer> head,
      int height,
      int width,
      List<Double> mean,
      List<Double> standardDeviation) {
    OnnxExport export = new OnnxExport();
    export.input(height, width);
    String x = export.normalise(mean, standardDeviation);
    x = export.relu(export.convolve(x, network.stem()));
    if (network.pooled()) {
      x =
          export.node(
              "MaxPool",
              List.of(x),
              attribute("kernel_shape", 3, 3),
              attribute("strides", 2, 2),
              attribute("pads", 1, 1, 1, 1));
    }
    for (FoldedBlock block : network.blocks()) {
      x = export.block(x, block);
    }
    String pooled = export.node("GlobalAveragePool", List.of(x));
    export.node(Backbone.FEATURES, "Flatten", List.of(pooled));
    export.output(Backbone.FEATURES, dimensions(network));
    head.ifPresent(export::head);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("modicum")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(export.graph)
        .build()
        .toByteArray();
  }

  private static int dimensions(FoldedResNet network) {
    return network.blocks().get(network.blocks().size() - 1).outputs();
  }

  private String normalise(List<Double> mean, List<Double> standardDeviation) {
    AttributeProto toFloat =
        AttributeProto.newBuilder()
            .setName("to")
            .setType(AttributeProto.AttributeType.INT)
            .setI(TensorProto.DataType.FLOAT.getNumber())
            .build();
    String floats = node("Cast", List.of(Backbone.INPUT), toFloat);
    float[] means = new float[3];
    float[] scales = new float[3];
    for (int c = 0; c < 3; c++) {
      means[c] = (float) (255 * mean.get(c));
      scales[c] = (float) (1 / (255 * standardDeviation.get(c)));
    }
    String centred = node("Sub", List.of(floats, constant(means, 1, 3, 1, 1)));
    return node("Mul", List.of(centred, constant(scales, 1, 3, 1, 1)));
  }

  private String block(String x, FoldedBlock block) {
    String y = convolve(x, block.path().get(0));
    for (FoldedConvolution unit : block.path().subList(1, block.path().size())) {
      y = convolve(relu(y), unit);
    }
    String identity = block.shortcut().map(unit -> convolve(x, unit)).orElse(x);
    return relu(node("Add", List.of(y, identity)));
  }

  private String convolve(String x, FoldedConvolution unit) {
    String weight =
        constant(unit.weight(), unit.outputs(), unit.inputs(), unit.kernel(), unit.kernel());
    String bias = constant(unit.bias(), unit.outputs());
    long padding = unit.kernel() / 2;
    return node(
        "Conv",
        List.of(x, weight, bias),
        attribute("kernel_shape", unit.kernel(), unit.kernel()),
        attribute("strides", unit.stride(), unit.stride()),
        attribute("pads", padding, padding, padding, padding));
  }

  private String relu(String x) {
    return node("Relu", List.of(x));
  }

  private void head(LogitLayer head) {
    String weight = constant(head.weight(), head.inputs(), head.outputs());
    String bias = constant(head.bias(), head.outputs());
    node(Backbone.LOGITS, "Gemm", List.of(Backbone.FEATURES, weight, bias));
    output(Backbone.LOGITS, head.outputs());
  }

  private String node(String operator, List<String> inputs, AttributeProto... attributes) {
    return node(operator.toLowerCase(Locale.ROOT) + names++, operator, inputs, attributes);
  }

  private String node(
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

  private String constant(float[] values, long... shape) {
    String name = "constant" + names++;
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
    return name;
  }

  private static AttributeProto attribute(String name, long... values) {
    List<Long> boxed = new ArrayList<>();
    for (long value : values) {
      boxed.add(value);
    }
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(boxed)
        .build();
  }

  private void input(int height, int width) {
    graph.addInput(value(Backbone.INPUT, TensorProto.DataType.UINT8, 3, height, width));
  }

  private void output(String name, int length) {
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, length));
  }

  /** Declares a tensor whose first dimension is the number of images. */
  private static ValueInfoProto value(String name, TensorProto.DataType type, long... rest) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"));
    for (long length : rest) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(length));
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
