package io.modicum.inference.embedding;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.inference.onnx.OnnxEngine;
import io.modicum.inference.onnx.OnnxNetwork;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A backbone that must do what its manifest says. Used by one thread at a time. */
final class FrozenBackbone implements AutoCloseable {

  private static final float[] NO_LOGITS = {};

  private final Backbone backbone;
  private final OnnxNetwork network;

  private FrozenBackbone(Backbone backbone, OnnxNetwork network) {
    this.backbone = backbone;
    this.network = network;
  }

  /**
   * Loads a backbone.
   *
   * @throws InvalidInput if the file is no ONNX backbone
   */
  static FrozenBackbone load(Path onnx, Backbone backbone, OnnxEngine engine) {
    return new FrozenBackbone(backbone, OnnxNetwork.load(onnx, engine));
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
  Outputs embed(ByteBuffer pixels, int n, int height, int width) {
    List<float[]> made =
        network.run(
            pixels,
            n,
            height,
            width,
            backbone.hasLogits()
                ? List.of(Backbone.FEATURES, Backbone.LOGITS)
                : List.of(Backbone.FEATURES));
    float[] features = made.get(0);
    if (features.length != (long) n * backbone.dimensions()) {
      throw new InvalidInput(
          Backbone.ONNX,
          "makes "
              + features.length / n
              + " features per image where its manifest says "
              + backbone.dimensions());
    }
    return new Outputs(features, backbone.hasLogits() ? made.get(1) : NO_LOGITS);
  }

  @Override
  public void close() {
    network.close();
  }
}
