package io.modicum.pretrain.training;

import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The images of a packed dataset, as they stand in the object store. */
final class PackedImages {

  private final ObjectStore store;
  private final Manifest<Dataset> manifest;

  PackedImages(ObjectStore store, Manifest<Dataset> manifest) {
    this.store = store;
    this.manifest = manifest;
  }

  Dataset dataset() {
    return manifest.content();
  }

  /** Returns the pool, without the test split. */
  Images pool() {
    List<byte[]> shards = new ArrayList<>();
    for (Dataset.Shard shard : dataset().shards()) {
      int wanted = Math.min(shard.count(), dataset().pool() - shard.first());
      if (wanted > 0) {
        byte[] pixels = pixels(shard);
        shards.add(wanted == shard.count() ? pixels : Arrays.copyOf(pixels, wanted * imageBytes()));
      }
    }
    return images(shards);
  }

  /** Returns the class of each image, pool and test split, -1 where it is unknown. */
  int[] labels() {
    String key = manifest.part(Dataset.LABELS).key();
    return Npy.decode(key, store.get(key)).ints();
  }

  /**
   * Returns some images.
   *
   * @param indices ascending
   * @throws InvalidInput if there is no such image
   */
  Images of(int[] indices) {
    byte[] chosen = new byte[Math.multiplyExact(indices.length, imageBytes())];
    int next = 0;
    for (Dataset.Shard shard : dataset().shards()) {
      byte[] pixels = null;
      while (next < indices.length
          && indices[next] >= shard.first()
          && indices[next] < shard.first() + shard.count()) {
        pixels = pixels == null ? pixels(shard) : pixels;
        int place = indices[next] - shard.first();
        System.arraycopy(pixels, place * imageBytes(), chosen, next * imageBytes(), imageBytes());
        next++;
      }
    }
    if (next < indices.length) {
      throw new InvalidInput("dataset", "has no image " + indices[next]);
    }
    return images(List.of(chosen));
  }

  private Images images(List<byte[]> shards) {
    return new Images(
        dataset().height(),
        dataset().width(),
        shards,
        dataset().mean(),
        dataset().standardDeviation());
  }

  private byte[] pixels(Dataset.Shard shard) {
    String key = manifest.part(shard.part()).key();
    return Npy.decode(key, store.get(key)).bytes();
  }

  private int imageBytes() {
    return 3 * dataset().height() * dataset().width();
  }
}
