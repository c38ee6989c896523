package io.modicum.pretrain.dataset;

import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.stage.Unavailable;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.ScratchFolder;
import io.modicum.pretrain.dataset.Picture.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The stage {@code pack-dataset}: from an uploaded archive to shards of uint8 {@code [n, 3, height,
 * width]} and {@code labels.npy}.
 */
public final class DatasetPacking {

  private static final int SHARD_IMAGES = 2000;
  private static final int SHARD_BYTES = 128 << 20;
  private static final int LARGEST_KEPT_SIDE = 96;
  private static final int DEFAULT_SIDE = 64;
  private static final int SMALLEST_SIDE = 8;
  private static final int LARGEST_SIDE = 512;
  private static final int PROGRESS_IMAGES = 200;

  private final ObjectStore store;
  private final StageRule stages;

  public DatasetPacking(ObjectStore store, StageRule stages) {
    this.store = store;
    this.stages = stages;
  }

  /**
   * Packs the dataset unless it is packed.
   *
   * @throws InvalidInput if the archive or an image in it is at fault; names the file
   */
  public DatasetReady of(DatasetRegistered event) {
    String manifest = ObjectKeys.dataset(event.dataset());
    stages.run(
        new StageRun("pack-dataset", event.subject(), event.cycleOrNone()),
        manifest,
        Dataset.class,
        attempt -> pack(event, attempt));
    return new DatasetReady(event.dataset(), manifest);
  }

  private Dataset pack(DatasetRegistered event, Attempt attempt) {
    if (event.imageSize() != 0
        && (event.imageSize() < SMALLEST_SIDE || event.imageSize() > LARGEST_SIDE)) {
      throw new InvalidInput(
          "imageSize",
          "must be 0 or " + SMALLEST_SIDE + " to " + LARGEST_SIDE + ", was " + event.imageSize());
    }
    attempt.madeFrom(event.archive());
    Path file = temporaryFile();
    try {
      store.download(event.archive(), file);
      try (Archive archive = Archive.open(file, event.fileName())) {
        return pack(event, ArchiveLayout.read(archive, event.format()), attempt);
      }
    } finally {
      delete(file);
    }
  }

  private static Dataset pack(
      DatasetRegistered event, PictureCollection collection, Attempt attempt) {
    if (collection.pool().isEmpty() || collection.test().isEmpty()) {
      throw new InvalidInput(
          event.fileName(),
          String.format(
              Locale.ROOT,
              "has %d images to train on and %d to test with; neither may be empty",
              collection.pool().size(),
              collection.test().size()));
    }
    List<LabelledPicture> pictures =
        Stream.concat(collection.pool().stream(), collection.test().stream()).toList();
    Size size = targetSize(event.imageSize(), pictures);
    int imageBytes = 3 * size.width() * size.height();
    int shardImages = Math.max(1, Math.min(SHARD_IMAGES, SHARD_BYTES / imageBytes));
    ChannelStatistics statistics = new ChannelStatistics();
    List<Dataset.Shard> shards = new ArrayList<>();
    long start = System.nanoTime();
    for (int first = 0; first < pictures.size(); first += shardImages) {
      int count = Math.min(shardImages, pictures.size() - first);
      byte[] shard = new byte[count * imageBytes];
      for (int i = 0; i < count; i++) {
        byte[] planes = Resampling.fit(pictures.get(first + i).picture().decode(), size);
        System.arraycopy(planes, 0, shard, i * imageBytes, imageBytes);
        if (first + i < collection.pool().size()) {
          statistics.add(planes);
        }
        if (i % PROGRESS_IMAGES == 0) {
          double rate = (first + i) / ((System.nanoTime() - start) / 1e9);
          attempt.progress((double) (first + i) / pictures.size(), rate, Map.of());
        }
      }
      String part = String.format(Locale.ROOT, "images-%05d.npy", shards.size());
      attempt.put(part, Npy.encode(shard, count, 3, size.height(), size.width()));
      shards.add(new Dataset.Shard(part, first, count));
    }
    int[] labels = pictures.stream().mapToInt(LabelledPicture::label).toArray();
    attempt.put(Dataset.LABELS, Npy.encode(labels, labels.length));
    if (pictures.stream().anyMatch(labelled -> labelled.picture().filePath().isPresent())) {
      attempt.put(
          Dataset.PATHS,
          Json.bytes(
              pictures.stream()
                  .map(labelled -> labelled.picture().filePath().orElse(""))
                  .toList()));
    }
    if (pictures.stream().anyMatch(labelled -> !labelled.picture().size().equals(size))) {
      OriginalFiles.put(pictures, attempt);
    }
    return new Dataset(
        event.name(),
        collection.classes(),
        size.height(),
        size.width(),
        collection.pool().size(),
        collection.test().size(),
        shards,
        statistics.mean(),
        statistics.standardDeviation());
  }

  /** Returns the size asked for, else the common size if it is small, else a default. */
  private static Size targetSize(int imageSize, List<LabelledPicture> pictures) {
    if (imageSize > 0) {
      return new Size(imageSize, imageSize);
    }
    Size common = pictures.get(0).picture().size();
    boolean keep =
        common.width() <= LARGEST_KEPT_SIDE
            && common.height() <= LARGEST_KEPT_SIDE
            && pictures.stream().allMatch(labelled -> labelled.picture().size().equals(common));
    return keep ? common : new Size(DEFAULT_SIDE, DEFAULT_SIDE);
  }

  private static Path temporaryFile() {
    try {
      return ScratchFolder.ofMachine().newFile();
    } catch (IOException failure) {
      throw new Unavailable("temporary folder", failure);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new Unavailable("temporary folder", failure);
    }
  }
}
