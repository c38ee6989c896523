package io.modicum.pretrain.feed;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.ScratchFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The images of a packed dataset, as they stand in the object store. */
public final class PackedImages {

  private final ObjectStore store;
  private final Manifest<Dataset> manifest;
  private final Runnable requireWanted;

  /**
   * @param requireWanted runs before each shard that is read; ends the reading by an exception
   */
  public PackedImages(ObjectStore store, Manifest<Dataset> manifest, Runnable requireWanted) {
    this.store = store;
    this.manifest = manifest;
    this.requireWanted = requireWanted;
  }

  public Dataset dataset() {
    return manifest.content();
  }

  /**
   * Returns the pool, without the test split. It is mapped from temporary files that have no name
   * any more and are gone once nobody reads them, however the process ends.
   */
  public Images pool() {
    List<ByteBuffer> shards = new ArrayList<>();
    for (Dataset.Shard shard : dataset().shards()) {
      int wanted = Math.min(shard.count(), dataset().pool() - shard.first());
      if (wanted > 0) {
        shards.add(map(shard, wanted));
      }
    }
    return new Images(format(), shards);
  }

  private ByteBuffer map(Dataset.Shard shard, int count) {
    requireWanted.run();
    String key = key(shard);
    try {
      Path file = ScratchFolder.ofMachine().newFile();
      try {
        store.download(key, file);
        try (FileChannel channel = FileChannel.open(file)) {
          long bytes = (long) count * format().bytes();
          return channel.map(FileChannel.MapMode.READ_ONLY, Npy.HEADER_BYTES, bytes);
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new Unavailable("temporary folder", failure);
    }
  }

  /** Returns the class of each image, pool and test split, -1 where it is unknown. */
  public int[] labels() {
    String key = manifest.part(Dataset.LABELS).key();
    return Npy.decode(key, store.get(key)).ints();
  }

  /**
   * Returns some images.
   *
   * @param indices ascending
   * @throws InvalidInput if there is no such image
   */
  public Images of(int[] indices) {
    int imageBytes = format().bytes();
    byte[] chosen = new byte[Math.multiplyExact(indices.length, imageBytes)];
    int next = 0;
    for (Dataset.Shard shard : dataset().shards()) {
      byte[] pixels = null;
      while (next < indices.length
          && indices[next] >= shard.first()
          && indices[next] < shard.first() + shard.count()) {
        pixels = pixels == null ? pixels(shard) : pixels;
        int place = indices[next] - shard.first();
        System.arraycopy(pixels, place * imageBytes, chosen, next * imageBytes, imageBytes);
        next++;
      }
    }
    if (next < indices.length) {
      throw new InvalidInput("dataset", "has no image " + indices[next]);
    }
    return new Images(format(), List.of(ByteBuffer.wrap(chosen)));
  }

  private byte[] pixels(Dataset.Shard shard) {
    requireWanted.run();
    return Npy.decode(key(shard), store.get(key(shard))).bytes();
  }

  private String key(Dataset.Shard shard) {
    return manifest.part(shard.part()).key();
  }

  private ImageFormat format() {
    return ImageFormat.of(dataset());
  }
}
