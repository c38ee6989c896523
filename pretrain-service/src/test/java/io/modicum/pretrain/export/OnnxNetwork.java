package io.modicum.pretrain.export;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.pretrain.feed.Images;
import java.nio.ByteBuffer;
import java.util.Map;

/** An exported network, run by ONNX Runtime. */
public final class OnnxNetwork implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  public OnnxNetwork(byte[] onnx) {
    try {
      session = environment.createSession(onnx);
    } catch (OrtException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public float[][] run(String output, Images images) {
    ByteBuffer pixels = ByteBuffer.allocateDirect((int) images.bytes());
    images.shards().forEach(shard -> pixels.put(shard.duplicate()));
    long[] shape = {images.count(), 3, images.format().height(), images.format().width()};
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, pixels.flip(), shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(Backbone.INPUT, input))) {
      return (float[][]) result.get(output).orElseThrow().getValue();
    } catch (OrtException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
