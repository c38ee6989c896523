package io.modicum.gateway.campaign;

import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A cycle's class probabilities, float32 {@code [pool, classes]}, read block by block: cheap for
 * images in ascending order, however many there are. Not thread-safe.
 */
public final class Probabilities {

  private static final int BLOCK_BYTES = 1 << 20;

  private final ObjectStore store;
  private final Manifest<Predictions> manifest;
  private final List<String> classes;
  private final int pool;
  private final int rowsPerBlock;
  private int blockRead = -1;
  private ByteBuffer block = ByteBuffer.allocate(0);

  /**
   * @param pool images with probabilities
   */
  Probabilities(ObjectStore store, Manifest<Predictions> manifest, List<String> classes, int pool) {
    this.store = store;
    this.manifest = manifest;
    this.classes = classes;
    this.pool = pool;
    this.rowsPerBlock = Math.max(1, BLOCK_BYTES / rowBytes());
  }

  private int rowBytes() {
    return Float.BYTES * classes.size();
  }

  /** Returns the most probable class of an image, or empty if the image is not in the pool. */
  public Optional<Prediction> prediction(int image) {
    if (image < 0 || image >= pool) {
      return Optional.empty();
    }
    read(image / rowsPerBlock);
    int row = image % rowsPerBlock * rowBytes();
    int best = 0;
    for (int label = 1; label < classes.size(); label++) {
      if (at(row, label) > at(row, best)) {
        best = label;
      }
    }
    return Optional.of(
        new Prediction(manifest.content().cycle(), best, classes.get(best), at(row, best)));
  }

  private float at(int row, int label) {
    return block.getFloat(row + label * Float.BYTES);
  }

  private void read(int wanted) {
    if (wanted != blockRead) {
      int first = wanted * rowsPerBlock;
      int rows = Math.min(rowsPerBlock, pool - first);
      byte[] bytes =
          store.getRange(
              manifest.part(Predictions.PROBABILITIES).key(),
              Npy.HEADER_BYTES + (long) first * rowBytes(),
              rows * rowBytes());
      block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      blockRead = wanted;
    }
  }
}
