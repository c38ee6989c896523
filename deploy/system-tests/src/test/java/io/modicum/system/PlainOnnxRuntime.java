package io.modicum.system;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** A finished classifier in the hands of a user who has ONNX Runtime and nothing of ours. */
final class PlainOnnxRuntime implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  PlainOnnxRuntime(byte[] onnx) throws OrtException {
    session = environment.createSession(onnx);
  }

  /** Returns the class names that the file brings along. */
  List<String> classes() throws OrtException, IOException {
    String names = session.getMetadata().getCustomMetadata().get("classes");
    return List.of(new ObjectMapper().readValue(names, String[].class));
  }

  /**
   * Returns the likeliest class of each image.
   *
   * @param pixels uint8 {@code [n, 3, side, side]}
   */
  int[] classify(byte[] pixels, int side) throws OrtException {
    long[] shape = {pixels.length / (3L * side * side), 3, side, side};
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    try (OnnxTensor images =
            OnnxTensor.createTensor(environment, direct, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", images))) {
      float[][] probabilities = (float[][]) result.get("probabilities").orElseThrow().getValue();
      int[] classes = new int[probabilities.length];
      for (int i = 0; i < classes.length; i++) {
        for (int k = 1; k < probabilities[i].length; k++) {
          classes[i] = probabilities[i][k] > probabilities[i][classes[i]] ? k : classes[i];
        }
      }
      return classes;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
