package io.modicum.inference.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.event.BackboneRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.store.Npy;
import io.modicum.inference.onnx.OnnxEngine;
import io.modicum.inference.onnx.OnnxGraph;
import io.modicum.inference.onnx.OnnxNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackboneCheckTest {

  private static final OnnxEngine ENGINE = new OnnxEngine(OnnxEngine.Choice.CPU, 1);

  /** One image of 2 x 2 pixels with channel means 10, 20 and 30. */
  private static final byte[] TINY_IMAGE = {10, 10, 10, 10, 20, 20, 20, 20, 0, 20, 40, 60};

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"17, registered-features.npy", "18, registered-features-antialiased.npy"})
  void givesWhatPyTorchGivesForResizedAndNormalisedImages(int opset, String expected)
      throws IOException {
    ModelProto exported = ModelProto.parseFrom(resource("registered-network.onnx"));
    ModelProto network =
        exported.toBuilder()
            .setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(opset))
            .build();
    Npy images = Npy.decode("images", resource("registered-images.npy"));

    assertThat(check(network.toByteArray(), registration())).isEqualTo(16);

    assertThat(embed(images.bytes(), 24, 20))
        .usingComparatorWithPrecision(1e-4f)
        .containsExactly(Npy.decode(expected, resource(expected)).floats());
  }

  @Test
  void leavesTheNormalisationToANetworkThatTakesBytes() throws IOException {
    assertThat(check(UserNetwork.taking(DataType.UINT8).pooled())).isEqualTo(3);

    assertThat(embed(TINY_IMAGE, 2, 2)).containsExactly(10, 20, 30);
  }

  @ParameterizedTest
  @ValueSource(longs = {13, 18})
  void resizesForANetworkThatTakesBytesOfOneSize(long opset) throws IOException {
    check(UserNetwork.taking(DataType.UINT8, "batch", "3", "8", "6").opset(opset).pooled());

    assertThat(embed(TINY_IMAGE, 2, 2)).containsExactly(new float[] {10, 20, 30}, offset(1f));
  }

  @Test
  void normalisesByWhatTheNetworkWasTrainedWith() throws IOException {
    check(
        UserNetwork.taking(DataType.FLOAT).pooled().toByteArray(),
        registration("", List.of(0., 0., 0.), List.of(1 / 255., 1 / 255., 1 / 510.)));

    assertThat(embed(TINY_IMAGE, 2, 2)).containsExactly(new float[] {10, 20, 60}, offset(1e-4f));
  }

  @Test
  void takesThePooledMapThatLacksItsFlattening() throws IOException {
    check(UserNetwork.taking(DataType.UINT8).then("GlobalAveragePool").ending("n", "3", "1", "1"));

    assertThat(embed(TINY_IMAGE, 2, 2)).containsExactly(10, 20, 30);
  }

  @Test
  void takesTheOutputThatIsNamed() throws IOException {
    byte[] network = twoOutputs().toByteArray();

    check(network, registration("embedding", List.of(), List.of()));

    assertThat(embed(TINY_IMAGE, 2, 2)).containsExactly(10, 20, 30);
    assertThatThrownBy(() -> check(network, registration()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "output: must name the output with the features;"
                + " the network has 'embedding', 'logits'");
    assertThatThrownBy(() -> check(network, registration("features", List.of(), List.of())))
        .hasMessageContaining("the network has 'embedding', 'logits'");
  }

  @Test
  void mindsNoNameThatIsAlsoOurs() throws IOException {
    OnnxGraph graph = new OnnxGraph(GraphProto.newBuilder().setName("clash").build());
    graph.input("features", DataType.UINT8, "n", "3", "h", "w");
    graph.node(
        "floats",
        "Cast",
        List.of("features"),
        OnnxGraph.attribute("to", DataType.FLOAT.getNumber()));
    graph.node("normalised", "GlobalAveragePool", List.of("floats"));
    graph.node("images", "Flatten", List.of("normalised"));
    graph.output("images", "n", "3");

    check(modelOf(graph));

    assertThat(embed(TINY_IMAGE, 2, 2)).containsExactly(10, 20, 30);
  }

  @Test
  void renamesInsideBranchesThatReadFromAround() throws IOException {
    OnnxGraph branch = new OnnxGraph(GraphProto.newBuilder().setName("branch").build());
    branch.node("chosen", "Flatten", List.of("pooled"));
    branch.output("chosen", "n", "3");
    OnnxGraph graph = new OnnxGraph(GraphProto.newBuilder().setName("branching").build());
    graph.input("pixels", DataType.FLOAT, "n", "3", "h", "w");
    graph.node("pooled", "GlobalAveragePool", List.of("pixels"));
    graph.node("all", "ReduceMax", List.of("pixels"), OnnxGraph.attribute("keepdims", 0));
    graph.node("condition", "Cast", List.of("all"), OnnxGraph.attribute("to", DataType.BOOL_VALUE));
    graph.node(
        "embedding",
        "If",
        List.of("condition"),
        branch("then_branch", branch.graph()),
        branch("else_branch", branch.graph()));
    graph.output("embedding", "n", "3");

    assertThat(check(modelOf(graph))).isEqualTo(3);
  }

  @Test
  void keepsWhatTheNetworkSaysOfItselfApartFromWhatAClassifierSays() throws IOException {
    check(UserNetwork.taking(DataType.UINT8).pooled());

    assertThat(form().getMetadataProps(0).getKey()).isEqualTo("network.classes");
  }

  @Test
  void refusesWhatIsNoOnnx() {
    for (String garbage : List.of("this is no network", "")) {
      assertThatThrownBy(() -> check(garbage.getBytes(StandardCharsets.UTF_8), registration()))
          .isInstanceOf(InvalidInput.class)
          .hasMessageStartingWith("network: is no ONNX file");
    }
  }

  @Test
  void takesAnOutputThatTellsNoShape() throws IOException {
    ModelProto.Builder network = UserNetwork.taking(DataType.UINT8).pooled().toBuilder();
    network
        .getGraphBuilder()
        .getOutputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .clearShape();

    assertThat(check(network.build())).isEqualTo(3);
  }

  static Stream<Arguments> unfit() {
    ModelProto.Builder twoInputs = UserNetwork.taking(DataType.FLOAT).pooled().toBuilder();
    twoInputs
        .getGraphBuilder()
        .addInput(twoInputs.getGraph().getInput(0).toBuilder().setName("mask"));
    return Stream.of(
        Arguments.of("network: must have one input", twoInputs.build()),
        Arguments.of(
            "input 'pixels': must be images [n, 3, height, width], is [n, 784]",
            UserNetwork.taking(DataType.FLOAT, "n", "784").ending("n", "784")),
        Arguments.of(
            "input 'pixels': must be images [n, 3, height, width], is [n, 8, 8, 3];"
                + " export it with the channels first",
            UserNetwork.taking(DataType.FLOAT, "n", "8", "8", "3").pooled()),
        Arguments.of(
            "input 'pixels': must be images [n, 3, height, width], is [n, h, w, 3];"
                + " export it with the channels first",
            UserNetwork.taking(DataType.FLOAT, "n", "h", "w", "3").pooled()),
        Arguments.of(
            "input 'pixels': must be images [n, 3, height, width], is [n, 1, 8, 8];"
                + " export it with a first step that makes one channel of three",
            UserNetwork.taking(DataType.FLOAT, "n", "1", "8", "8").pooled()),
        Arguments.of(
            "input 'pixels': must be images [n, 3, height, width], is of no shape",
            withoutInputShape()),
        Arguments.of(
            "input 'pixels': must be float32 or uint8, is float16",
            UserNetwork.taking(DataType.FLOAT16).pooled()),
        Arguments.of(
            "input 'pixels': takes batches of exactly 1; export it with a dynamic first dimension",
            UserNetwork.taking(DataType.FLOAT, "1", "3", "8", "8").pooled()),
        Arguments.of(
            "input 'pixels': is [n, 3, 8, w]; export it with both height and width fixed",
            UserNetwork.taking(DataType.FLOAT, "n", "3", "8", "w").pooled()),
        Arguments.of(
            "output 'embedding': must be one row of features per image, [n, d], is [n, 3, h, 8]",
            UserNetwork.taking(DataType.FLOAT).ending("n", "3", "h", "8")),
        Arguments.of(
            "network: uses opset 12 of ONNX",
            UserNetwork.taking(DataType.FLOAT).opset(12).pooled()),
        Arguments.of("network: keeps its weights in other files", UserNetwork.withExternalData()),
        Arguments.of(
            "network: gives features that are no finite numbers",
            UserNetwork.taking(DataType.UINT8).then("Neg").then("Sqrt").pooled()),
        Arguments.of(
            "network: gives two unlike images the same features",
            UserNetwork.taking(DataType.UINT8).then("Neg").then("Relu").pooled()),
        Arguments.of(
            "network: gives an image other features when another is beside it",
            UserNetwork.taking(DataType.FLOAT)
                .then("GlobalAveragePool")
                .then("Flatten")
                .then("Softmax", OnnxGraph.attribute("axis", 0))
                .ending("n", "3")),
        Arguments.of(
            "backbone.onnx: cannot be loaded by ONNX Runtime: it uses the operator"
                + " NoSuchOperator",
            UserNetwork.taking(DataType.FLOAT).then("NoSuchOperator").pooled()),
        Arguments.of(
            "backbone.onnx: cannot be loaded by ONNX Runtime: it has IR version 99, and this ONNX"
                + " Runtime reads up to",
            UserNetwork.taking(DataType.FLOAT).pooled().toBuilder().setIrVersion(99).build()),
        Arguments.of(
            "backbone.onnx: cannot be loaded by ONNX Runtime: it uses opset 99, and this ONNX"
                + " Runtime knows up to",
            UserNetwork.taking(DataType.FLOAT).opset(99).pooled()),
        Arguments.of(
            "network: gives an image of one colour features that are no finite numbers",
            dividedByItsBrightest()),
        Arguments.of("network: gives features as large as 1.2", timesTenToTheThirty()));
  }

  private static ModelProto withoutInputShape() {
    ModelProto.Builder network = UserNetwork.taking(DataType.FLOAT).pooled().toBuilder();
    network
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .clearShape();
    return network.build();
  }

  private static ModelProto dividedByItsBrightest() {
    UserNetwork network = UserNetwork.taking(DataType.UINT8);
    String brightest = network.graph().node("brightest", "GlobalMaxPool", List.of("cast"));
    return network.with("Div", brightest).pooled();
  }

  private static ModelProto timesTenToTheThirty() {
    UserNetwork network = UserNetwork.taking(DataType.UINT8);
    String huge = network.graph().constant("huge", new float[] {1e30f}, 1);
    return network.with("Mul", huge).pooled();
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void refusesWhatCannotBeABackboneAndSaysWhatToChange(String reason, ModelProto network) {
    assertThatThrownBy(() -> check(network))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(reason)
        .hasMessageNotContaining(folder.toString())
        .hasMessageNotContaining("onnxruntime/");
  }

  @Test
  void refusesANetworkThatPromisesBatchesOrSizesThatItCannotTake() {
    UserNetwork network = UserNetwork.taking(DataType.FLOAT);
    String one = network.graph().constant("one row of 12", 1, 12);

    ModelProto fixedInside = network.with("Reshape", one).ending("n", "12");

    assertThatThrownBy(() -> check(fixedInside))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("network: fails on a batch of 2; export it with a dynamic batch")
        .hasMessageContaining("Input shape:{2,3,224,224}, requested shape:{1,12}")
        .hasMessageNotContaining("onnxruntime/");
  }

  @Test
  void refusesANormalisationThatTheNetworkWouldNotUse() {
    byte[] network = UserNetwork.taking(DataType.UINT8).pooled().toByteArray();

    assertThatThrownBy(
            () -> check(network, registration("", List.of(0., 0., 0.), List.of(1., 1., 1.))))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("mean and std: the network takes uint8 images");
  }

  private int check(ModelProto network) throws IOException {
    return check(network.toByteArray(), registration());
  }

  private int check(byte[] network, BackboneRegistered registration) throws IOException {
    Path source = Files.write(folder.resolve("source.onnx"), network);
    return BackboneCheck.convert(source, registration, folder.resolve("form.onnx"), ENGINE);
  }

  private ModelProto form() throws IOException {
    return NetworkFile.read(folder.resolve("form.onnx"));
  }

  private float[] embed(byte[] pixels, int height, int width) {
    try (OnnxNetwork network = OnnxNetwork.load(folder.resolve("form.onnx"), ENGINE)) {
      ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
      int n = pixels.length / (3 * height * width);
      return network.run(direct, n, height, width, List.of(Backbone.FEATURES)).get(0);
    }
  }

  private static BackboneRegistered registration() {
    return registration("", List.of(), List.of());
  }

  private static BackboneRegistered registration(
      String output, List<Double> mean, List<Double> deviation) {
    return new BackboneRegistered(new BackboneId("mine"), "mine", "key", output, mean, deviation);
  }

  private static ModelProto twoOutputs() {
    ModelProto.Builder model = UserNetwork.taking(DataType.UINT8).pooled().toBuilder();
    OnnxGraph graph = new OnnxGraph(model.getGraph());
    graph.node("logits", "Neg", List.of("embedding"));
    GraphProto both = graph.graph();
    return model
        .setGraph(both.toBuilder().addOutput(both.getOutput(0).toBuilder().setName("logits")))
        .build();
  }

  private static AttributeProto branch(String name, GraphProto graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(graph)
        .build();
  }

  private static ModelProto modelOf(OnnxGraph graph) {
    return ModelProto.newBuilder()
        .setIrVersion(7)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph.graph())
        .build();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream file = BackboneCheckTest.class.getResourceAsStream("/reference/" + name)) {
      return file.readAllBytes();
    }
  }
}
