package io.modicum.pretrain.dataset;

import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.Npy;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes images of one size into parts of uint8 {@code [n, 3, height, width]}. */
final class ShardWriter {

  private static final int SHARD_IMAGES = 2000;
  private static final int SHARD_BYTES = 128 << 20;

  private final Attempt attempt;
  private final Size size;
  private final int imageBytes;
  private final byte[] shard;
  private final List<Dataset.Shard> shards = new ArrayList<>();
  private int first;
  private int images;

  ShardWriter(Attempt attempt, Size size, int mostImages) {
    this.attempt = attempt;
    this.size = size;
    this.imageBytes = 3 * size.width() * size.height();
    int fitting = Math.max(1, Math.min(SHARD_IMAGES, SHARD_BYTES / imageBytes));
    this.shard = new byte[Math.min(fitting, mostImages) * imageBytes];
  }

  /** Adds an image of planes {@code [3, height, width]}. */
  void add(byte[] planes) {
    System.arraycopy(planes, 0, shard, images++ * imageBytes, imageBytes);
    if (images * imageBytes == shard.length) {
      flush();
    }
  }

  /** Returns all shards, of which the last may be smaller. */
  List<Dataset.Shard> finish() {
    if (images > 0) {
      flush();
    }
    return shards;
  }

  private void flush() {
    String part = String.format(Locale.ROOT, "images-%05d.npy", shards.size());
    byte[] content = Arrays.copyOf(shard, images * imageBytes);
    attempt.put(part, Npy.encode(content, images, 3, size.height(), size.width()));
    shards.add(new Dataset.Shard(part, first, images));
    first += images;
    images = 0;
  }
}
