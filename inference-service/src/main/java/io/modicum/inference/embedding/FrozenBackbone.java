package io.modicum.inference.embedding;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.stage.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** An ONNX backbone in ONNX Runtime, loaded through DJL. Used by one thread at a time. */
final class FrozenBackbone implements AutoCloseable {

  static {
    // Everything the engine needs is on the class path; it must not look for models elsewhere.
    System.setProperty("ai.djl.offline", "true");
  }

  private final Backbone backbone;
  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;

  private FrozenBackbone(Backbone backbone, ZooModel<NDList, NDList> model) {
    this.backbone = backbone;
    this.model = model;
    this.predictor = model.newPredictor();
    List<String> inputs = model.describeInput().keys();
    if (!inputs.equals(List.of(Backbone.INPUT))) {
      close();
      throw new InvalidInput(Backbone.ONNX, "must have the one input 'images', has " + inputs);
    }
  }

  /**
   * Loads a backbone.
   *
   * @param threads CPU threads of one operation
   * @throws InvalidInput if the file is no ONNX backbone
   */
  static FrozenBackbone load(Path onnx, Backbone backbone, int threads) {
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optModelPath(onnx)
            .optEngine("OnnxRuntime")
            .optTranslator(new NoopTranslator())
            .optOption("intraOpNumThreads", Integer.toString(threads))
            .optOption("interOpNumThreads", "1")
            .build();
    try {
      return new FrozenBackbone(backbone, criteria.loadModel());
    } catch (ModelNotFoundException | MalformedModelException | IOException unreadable) {
      throw new InvalidInput(
          Backbone.ONNX,
          "cannot be loaded by ONNX Runtime: " + rootMessage(unreadable),
          unreadable);
    }
  }

  /** Returns what the backbone's manifest says of it. */
  Backbone backbone() {
    return backbone;
  }

  /**
   * What the backbone makes of a batch.
   *
   * @param features {@code [n, dimensions]}
   * @param logits {@code [n, classes]}, empty where the backbone has none
   */
  record Outputs(float[] features, float[] logits) {}

  /**
   * Embeds a batch.
   *
   * @param pixels uint8 {@code [n, 3, height, width]}
   * @throws InvalidInput if the network cannot take such images or makes another number of features
   */
  Outputs embed(ByteBuffer pixels, int n) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      Shape shape = new Shape(n, 3, backbone.height(), backbone.width());
      NDArray images = manager.create(pixels, shape, DataType.UINT8);
      try (NDList outputs = predictor.predict(new NDList(images))) {
        float[] features = rows(outputs, Backbone.FEATURES, n);
        if (features.length != (long) n * backbone.dimensions()) {
          throw new InvalidInput(
              Backbone.ONNX,
              "makes "
                  + features.length / n
                  + " features per image where its manifest says "
                  + backbone.dimensions());
        }
        float[] logits = backbone.hasLogits() ? rows(outputs, Backbone.LOGITS, n) : new float[0];
        return new Outputs(features, logits);
      }
    } catch (TranslateException failure) {
      throw new InvalidInput(
          Backbone.ONNX,
          "cannot embed uint8 images of 3 x %d x %d: %s"
              .formatted(backbone.height(), backbone.width(), rootMessage(failure)),
          failure);
    }
  }

  private static float[] rows(NDList outputs, String name, int n) {
    NDArray output =
        outputs.stream()
            .filter(candidate -> name.equals(candidate.getName()))
            .findFirst()
            .orElseThrow(() -> new InvalidInput(Backbone.ONNX, "has no output '" + name + "'"));
    Shape shape = output.getShape();
    if (output.getDataType() != DataType.FLOAT32 || shape.dimension() != 2 || shape.get(0) != n) {
      throw new InvalidInput(
          Backbone.ONNX,
          "output '%s' must be float32 [%d, d], is %s %s"
              .formatted(name, n, output.getDataType(), shape));
    }
    return output.toFloatArray();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
