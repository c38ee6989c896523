package io.modicum.inference.embedding;

import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.LocalCopies;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.inference.onnx.OnnxEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The backbones used last, kept loaded, each file under its content address in a folder of the
 * machine. One caller works at a time, since a backbone uses all threads it may. Thread-safe.
 */
public final class LoadedBackbones implements AutoCloseable {

  private final LocalCopies copies;
  private final int most;
  private final OnnxEngine engine;
  private final Map<String, FrozenBackbone> loaded = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param folder where downloads go; made if need be
   * @param most backbones to keep loaded, at least 1
   */
  public LoadedBackbones(ObjectStore store, Path folder, int most, OnnxEngine engine) {
    this.copies = new LocalCopies(store, folder);
    this.most = Math.max(1, most);
    this.engine = engine;
  }

  /** Returns what {@code use} makes of the backbone that a manifest names. */
  synchronized <R> R with(Manifest<Backbone> manifest, Function<FrozenBackbone, R> use) {
    Part onnx = manifest.part(Backbone.ONNX);
    FrozenBackbone backbone = loaded.get(onnx.sha256());
    if (backbone == null) {
      backbone = FrozenBackbone.load(file(onnx), manifest.content(), engine);
      loaded.put(onnx.sha256(), backbone);
      dropOldest();
    }
    return use.apply(backbone);
  }

  private Path file(Part onnx) {
    String name = onnx.sha256() + ".onnx";
    Path file = copies.file(name);
    try {
      return Files.exists(file) && ContentAddress.sha256(file).equals(onnx.sha256())
          ? file
          : copies.download(onnx, name, fresh -> file);
    } catch (IOException full) {
      throw new Unavailable("folder of backbones", full);
    }
  }

  private void dropOldest() {
    var oldest = loaded.values().iterator();
    while (loaded.size() > most) {
      FrozenBackbone dropped = oldest.next();
      oldest.remove();
      dropped.close();
    }
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(FrozenBackbone::close);
    loaded.clear();
  }
}
