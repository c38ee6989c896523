package io.modicum.inference.messaging;

import io.modicum.inference.onnx.OnnxEngine;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How embedding uses the machine. */
@ConfigMapping(prefix = "modicum.embedding")
public interface EmbeddingConfig {

  /** {@code auto} (a GPU if ONNX Runtime can use one, else the CPU), {@code cpu} or {@code gpu}. */
  @WithDefault("auto")
  OnnxEngine.Choice device();

  /** CPU threads of one operation; 0 for one per core. */
  @WithDefault("0")
  int threads();

  /** Images that the backbone takes at once; few, so that activations stay in the cache. */
  @WithDefault("32")
  int batch();

  /** Backbones kept loaded. */
  @WithDefault("2")
  int loadedBackbones();

  /** Folder for downloaded backbones. */
  @WithDefault("${java.io.tmpdir}/modicum-backbones")
  String folder();
}
