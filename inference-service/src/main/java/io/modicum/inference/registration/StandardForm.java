package io.modicum.inference.registration;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.modicum.contracts.event.BackboneRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.inference.onnx.OnnxGraph;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A user's network as our backbones are: uint8 {@code images} of any size in, float32 {@code
 * features} {@code [n, d]} out. Images are resized where the network has a size of its own, and
 * normalised where it takes floats.
 */
final class StandardForm {

  /** The oldest operator set in which every operator here means what it means today. */
  private static final long OLDEST_OPSET = 13;

  /** The operator set that brought antialiasing to Resize. */
  private static final long ANTIALIASING_OPSET = 18;

  /** Of ImageNet's training images, as published networks are normalised. */
  private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);

  private static final List<Double> IMAGENET_DEVIATION = List.of(0.229, 0.224, 0.225);

  private final BackboneRegistered registration;
  private final ModelProto network;
  private final long opset;
  private final ValueInfoProto input;
  private final ValueInfoProto output;
  private final OnnxGraph graph =
      new OnnxGraph(GraphProto.newBuilder().setName("backbone").build());

  private StandardForm(ModelProto network, BackboneRegistered registration) {
    this.network = network;
    this.registration = registration;
    this.opset = opset(network);
    this.input = onlyInput(network.getGraph());
    this.output = chosenOutput(network.getGraph().getOutputList(), registration.output());
  }

  /**
   * Returns the network in our form.
   *
   * @throws InvalidInput if it is not from images to features; the message says what to change
   */
  static ModelProto of(ModelProto network, BackboneRegistered registration) {
    return new StandardForm(network, registration).build();
  }

  private ModelProto build() {
    graph.input(Backbone.INPUT, TensorProto.DataType.UINT8, "n", "3", "height", "width");
    graph.node(PrefixedGraph.name(input.getName()), "Identity", List.of(prepared()));
    graph.append(PrefixedGraph.of(network.getGraph()));
    String made = PrefixedGraph.name(output.getName());
    if (isPooledMap(output)) {
      String places = graph.constant("places", 2, 3);
      graph.node(Backbone.FEATURES, "Squeeze", List.of(made, places));
    } else {
      graph.node(Backbone.FEATURES, "Identity", List.of(made));
    }
    graph.output(Backbone.FEATURES, "n", "dimensions");
    ModelProto.Builder form =
        network.toBuilder().clearTrainingInfo().clearMetadataProps().setGraph(graph.graph());
    network
        .getMetadataPropsList()
        .forEach(
            entry ->
                form.addMetadataProps(
                    StringStringEntryProto.newBuilder()
                        .setKey(PrefixedGraph.name(entry.getKey()))
                        .setValue(entry.getValue())));
    return form.build();
  }

  /** Returns the name of the images as the network wants them. */
  private String prepared() {
    TypeProto.Tensor type = input.getType().getTensorType();
    boolean floats = type.getElemType() == TensorProto.DataType.FLOAT.getNumber();
    if (!floats && !(registration.mean().isEmpty() && registration.standardDeviation().isEmpty())) {
      throw new InvalidInput(
          "mean and std",
          "the network takes uint8 images, so it normalises them itself; leave both out");
    }
    String x = Backbone.INPUT;
    if (floats) {
      x =
          graph.node(
              "floats",
              "Cast",
              List.of(x),
              OnnxGraph.attribute("to", TensorProto.DataType.FLOAT.getNumber()));
    }
    TensorShapeProto shape = type.getShape();
    if (shape.getDim(2).hasDimValue()) {
      x = resized(x, shape.getDim(2).getDimValue(), shape.getDim(3).getDimValue());
    }
    return floats ? normalised(x) : x;
  }

  private String resized(String x, long height, long width) {
    String shape = graph.node("shape", "Shape", List.of(Backbone.INPUT));
    String n =
        graph.node(
            "count",
            "Slice",
            List.of(shape, graph.constant("first", 0), graph.constant("second", 1)));
    String image = graph.constant("image", 3, height, width);
    String size = graph.node("size", "Concat", List.of(n, image), OnnxGraph.attribute("axis", 0));
    List<String> inputs = List.of(x, "", "", size);
    return opset < ANTIALIASING_OPSET
        ? graph.node("resized", "Resize", inputs, OnnxGraph.attribute("mode", "linear"))
        : graph.node(
            "resized",
            "Resize",
            inputs,
            OnnxGraph.attribute("mode", "linear"),
            OnnxGraph.attribute("antialias", 1),
            OnnxGraph.attribute("exclude_outside", 1));
  }

  private String normalised(String x) {
    List<Double> mean = registration.mean().isEmpty() ? IMAGENET_MEAN : registration.mean();
    List<Double> deviation =
        registration.standardDeviation().isEmpty()
            ? IMAGENET_DEVIATION
            : registration.standardDeviation();
    float[] means = new float[3];
    float[] scales = new float[3];
    for (int c = 0; c < 3; c++) {
      means[c] = (float) (255 * mean.get(c));
      scales[c] = (float) (1 / (255 * deviation.get(c)));
    }
    String centred =
        graph.node("centred", "Sub", List.of(x, graph.constant("means", means, 1, 3, 1, 1)));
    return graph.node(
        "normalised", "Mul", List.of(centred, graph.constant("scales", scales, 1, 3, 1, 1)));
  }

  private static long opset(ModelProto network) {
    long opset =
        network.getOpsetImportList().stream()
            .filter(set -> Set.of("", "ai.onnx").contains(set.getDomain()))
            .mapToLong(OperatorSetIdProto::getVersion)
            .findFirst()
            .orElse(0);
    if (opset < OLDEST_OPSET) {
      throw new InvalidInput(
          "network",
          String.format(
              Locale.ROOT,
              "uses opset %d of ONNX; export it with opset_version=17, or convert it with onnx.version_converter",
              opset));
    }
    return opset;
  }

  private static ValueInfoProto onlyInput(GraphProto graph) {
    Set<String> constants =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs =
        graph.getInputList().stream()
            .filter(value -> !constants.contains(value.getName()))
            .toList();
    if (inputs.size() != 1) {
      throw new InvalidInput("network", "must have one input, the images; it has " + names(inputs));
    }
    ValueInfoProto input = inputs.get(0);
    requireImages("input '" + input.getName() + "'", input.getType().getTensorType());
    return input;
  }

  private static void requireImages(String subject, TypeProto.Tensor type) {
    List<TensorShapeProto.Dimension> shape = type.getShape().getDimList();
    boolean images = shape.size() == 4;
    boolean channelsLast =
        images && shape.get(3).getDimValue() == 3 && shape.get(1).getDimValue() != 3;
    boolean channelsFirst =
        images && (!shape.get(1).hasDimValue() || shape.get(1).getDimValue() == 3);
    if (channelsLast || !channelsFirst) {
      throw new InvalidInput(
          subject,
          "must be images [n, 3, height, width], is "
              + (type.hasShape() ? describe(shape) : "of no shape that the file tells")
              + remedy(channelsLast, images && shape.get(1).getDimValue() == 1));
    }
    if (type.getElemType() != TensorProto.DataType.FLOAT.getNumber()
        && type.getElemType() != TensorProto.DataType.UINT8.getNumber()) {
      throw new InvalidInput(
          subject, "must be float32 or uint8, is " + typeName(type) + "; export it as float32");
    }
    if (shape.get(0).hasDimValue()) {
      throw new InvalidInput(
          subject,
          String.format(
                  Locale.ROOT,
                  "takes batches of exactly %d; export it with a dynamic first dimension, as in",
                  shape.get(0).getDimValue())
              + " torch.onnx.export(…, input_names=['images'], dynamic_axes={'images': {0: 'n'}})");
    }
    if (shape.get(2).hasDimValue() != shape.get(3).hasDimValue()) {
      throw new InvalidInput(
          subject, "is " + describe(shape) + "; export it with both height and width fixed");
    }
  }

  private static String remedy(boolean channelsLast, boolean grey) {
    if (channelsLast) {
      return "; export it with the channels first, with tf2onnx by --inputs-as-nchw";
    }
    return grey
        ? "; export it with a first step that makes one channel of three, such as"
            + " x.mean(1, keepdim=True)"
        : "; export it so";
  }

  private static ValueInfoProto chosenOutput(List<ValueInfoProto> outputs, String wanted) {
    List<ValueInfoProto> chosen =
        outputs.stream()
            .filter(value -> wanted.isEmpty() || value.getName().equals(wanted))
            .toList();
    if (chosen.size() != 1) {
      throw new InvalidInput(
          "output", "must name the output with the features; the network has " + names(outputs));
    }
    ValueInfoProto output = chosen.get(0);
    String subject = "output '" + output.getName() + "'";
    TypeProto.Tensor type = output.getType().getTensorType();
    List<TensorShapeProto.Dimension> shape = type.getShape().getDimList();
    if (type.getElemType() != TensorProto.DataType.FLOAT.getNumber()) {
      throw new InvalidInput(
          subject, "must be float32, is " + typeName(type) + "; export it as float32");
    }
    if (type.hasShape() && shape.size() != 2 && !isPooledMap(output)) {
      throw new InvalidInput(
          subject,
          "must be one row of features per image, [n, d], is "
              + describe(shape)
              + "; name another output, or pool this one in the export");
    }
    return output;
  }

  /** Whether the output is {@code [n, d, 1, 1]}, as many exports end without a flattening. */
  private static boolean isPooledMap(ValueInfoProto output) {
    List<TensorShapeProto.Dimension> shape =
        output.getType().getTensorType().getShape().getDimList();
    return shape.size() == 4 && shape.get(2).getDimValue() == 1 && shape.get(3).getDimValue() == 1;
  }

  private static String typeName(TypeProto.Tensor type) {
    TensorProto.DataType known = TensorProto.DataType.forNumber(type.getElemType());
    return known == null ? "unknown" : known.name().toLowerCase(Locale.ROOT);
  }

  private static String names(List<ValueInfoProto> values) {
    return values.isEmpty()
        ? "none"
        : values.stream()
            .map(value -> "'" + value.getName() + "'")
            .collect(Collectors.joining(", "));
  }

  private static String describe(List<TensorShapeProto.Dimension> shape) {
    return shape.stream()
        .map(
            length ->
                length.hasDimValue()
                    ? Long.toString(length.getDimValue())
                    : length.getDimParam().isEmpty() ? "?" : length.getDimParam())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
