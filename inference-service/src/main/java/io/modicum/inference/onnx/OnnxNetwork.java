package io.modicum.inference.onnx;

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
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A network with the one input {@code images} in ONNX Runtime, loaded through DJL. Used by one
 * thread at a time.
 */
public final class OnnxNetwork implements AutoCloseable {

  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;

  private OnnxNetwork(ZooModel<NDList, NDList> model) {
    this.model = model;
    this.predictor = model.newPredictor();
    List<String> inputs = model.describeInput().keys();
    if (!inputs.equals(List.of(Backbone.INPUT))) {
      close();
      throw new InvalidInput(Backbone.ONNX, "must have the one input 'images', has " + inputs);
    }
  }

  /**
   * Loads a network.
   *
   * @throws InvalidInput if the file is no such network
   */
  public static OnnxNetwork load(Path onnx, OnnxEngine engine) {
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optModelPath(onnx)
            .optEngine(OnnxEngine.NAME)
            .optDevice(engine.device())
            .optTranslator(new NoopTranslator())
            .optOption("intraOpNumThreads", Integer.toString(engine.threads()))
            .optOption("interOpNumThreads", "1")
            .build();
    try {
      return new OnnxNetwork(criteria.loadModel());
    } catch (ModelNotFoundException | MalformedModelException | IOException unreadable) {
      throw new InvalidInput(
          Backbone.ONNX,
          "cannot be loaded by ONNX Runtime: " + OnnxFault.words(unreadable),
          unreadable);
    }
  }

  /**
   * Runs a batch and returns the rows of each output, float32 {@code [n, d]}.
   *
   * @param pixels uint8 {@code [n, 3, height, width]}
   * @param outputs their names
   * @throws InvalidInput if the network cannot take such images or has no such outputs
   */
  public List<float[]> run(ByteBuffer pixels, int n, int height, int width, List<String> outputs) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray images = manager.create(pixels, new Shape(n, 3, height, width), DataType.UINT8);
      try (NDList made = predictor.predict(new NDList(images))) {
        return outputs.stream().map(output -> rows(made, output, n)).toList();
      }
    } catch (TranslateException failure) {
      throw new InvalidInput(
          Backbone.ONNX,
          String.format(
              Locale.ROOT,
              "cannot embed uint8 images of 3 x %d x %d: %s",
              height,
              width,
              OnnxFault.words(failure)),
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
          String.format(
              Locale.ROOT,
              "output '%s' must be float32 [%d, d], is %s %s",
              name,
              n,
              output.getDataType(),
              shape));
    }
    return output.toFloatArray();
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
