package io.modicum.pretrain.dataset;

import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.layout.LabelledPicture;
import io.modicum.pretrain.dataset.layout.Layouts;
import io.modicum.pretrain.dataset.layout.PictureCollection;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import io.modicum.pretrain.dataset.source.Source;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The stage {@code pack-dataset}: from an archive or a folder of a bucket to shards of uint8 {@code
 * [n, 3, height, width]} and {@code labels.npy}.
 */
public final class DatasetPacking {

  private static final int LARGEST_KEPT_SIDE = 96;
  private static final int DEFAULT_SIDE = 64;

  /** What events say that are older than the setting. */
  private static final double MOST_BROKEN_BEFORE = 0.5;

  private static final int PROGRESS_IMAGES = 200;

  private final ObjectStore store;
  private final Offerings<Source> sources;
  private final Layouts layouts;
  private final ImageDecoders decoders;
  private final long smallBytes;
  private final StageRule ofSmall;
  private final StageRule ofLarge;

  /**
   * @param sources of the files that are packed
   * @param layouts of the archives that are packed
   * @param decoders of the images in them
   * @param smallBytes how many bytes to read are few
   * @param ofSmall runs the packing of few bytes
   * @param ofLarge runs that of all others
   */
  public DatasetPacking(
      ObjectStore store,
      Offerings<Source> sources,
      Layouts layouts,
      ImageDecoders decoders,
      long smallBytes,
      StageRule ofSmall,
      StageRule ofLarge) {
    this.store = store;
    this.sources = sources;
    this.layouts = layouts;
    this.decoders = decoders;
    this.smallBytes = smallBytes;
    this.ofSmall = ofSmall;
    this.ofLarge = ofLarge;
  }

  /**
   * Packs the dataset unless it is packed.
   *
   * <p>Broken images are left out and named, all of them in a table, also where the archive is
   * refused.
   *
   * @throws InvalidInput if the archive is at fault, or too few of its images are sound; names them
   */
  public DatasetReady pack(DatasetRegistered event) {
    String manifest = ObjectKeys.dataset(event.dataset());
    Source source = source(event);
    boolean small = source.bytes(event).orElse(Long.MAX_VALUE) <= smallBytes;
    StageRule stages = small ? ofSmall : ofLarge;
    stages.run(
        new StageRun("pack-dataset", event),
        manifest,
        Dataset.class,
        attempt -> pack(event, source, attempt));
    return new DatasetReady(event.dataset(), manifest);
  }

  /** Returns the source whose name the key ends with. */
  private Source source(DatasetRegistered event) {
    return sources.named(event.archive().substring(event.archive().lastIndexOf('/') + 1), "source");
  }

  private Dataset pack(DatasetRegistered event, Source source, Attempt attempt) {
    DatasetRegistered.requireImageSize(event.imageSize());
    double mostBroken = event.mostBroken().orElse(MOST_BROKEN_BEFORE);
    if (!(mostBroken >= 0 && mostBroken <= 1)) {
      throw new InvalidInput(
          "mostBroken", "must be a share of the images, 0 to 1, was " + mostBroken);
    }
    attempt.madeFrom(event.archive());
    try (Archive archive = source.open(event, attempt::requireWanted)) {
      return pack(event, archive, mostBroken, attempt);
    }
  }

  private Dataset pack(
      DatasetRegistered event, Archive archive, double mostBroken, Attempt attempt) {
    try {
      PictureCollection collection = layouts.read(archive, event.format());
      SoundPictures pictures =
          SoundPictures.of(archive, collection, decoders, mostBroken, attempt::requireWanted);
      Dataset packed = pack(event, collection, pictures, attempt);
      attempt.put(Dataset.PROBLEMS, archive.skipped().table());
      return packed;
    } catch (InvalidInput refused) {
      store.upload(ObjectKeys.problems(event.dataset()), archive.skipped().table(), "text/csv");
      throw refused;
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
  }

  private Dataset pack(
      DatasetRegistered event,
      PictureCollection collection,
      SoundPictures pictures,
      Attempt attempt) {
    Size size = targetSize(event.imageSize(), pictures);
    ChannelStatistics statistics = new ChannelStatistics();
    ShardWriter shards = new ShardWriter(attempt, size, pictures.candidates());
    long start = System.nanoTime();
    pictures.forEach(
        (picture, place, inPool) -> {
          byte[] planes = Resampling.fit(picture, size);
          shards.add(planes);
          if (inPool) {
            statistics.add(planes);
          }
          if (place % PROGRESS_IMAGES == 0) {
            double rate = place / ((System.nanoTime() - start) / 1e9);
            attempt.progress((double) place / pictures.candidates(), rate, Map.of());
          }
        });
    List<LabelledPicture> packed = pictures.requireEnough();
    List<Dataset.Shard> parts = shards.finish();
    int[] labels = packed.stream().mapToInt(LabelledPicture::label).toArray();
    attempt.put(Dataset.LABELS, Npy.encode(labels, labels.length));
    if (packed.stream().anyMatch(labelled -> labelled.picture().filePath().isPresent())) {
      attempt.put(
          Dataset.PATHS,
          Json.bytes(
              packed.stream().map(labelled -> labelled.picture().filePath().orElse("")).toList()));
    }
    if (!pictures.areAllOf(size)) {
      OriginalFiles.put(packed, attempt);
    }
    return new Dataset(
        event.name(),
        collection.classes(),
        size.height(),
        size.width(),
        pictures.pool(),
        packed.size() - pictures.pool(),
        parts,
        statistics.mean(),
        statistics.standardDeviation(),
        pictures.skipped());
  }

  /** Returns the size asked for, else the common size if it is small, else a default. */
  private static Size targetSize(int imageSize, SoundPictures pictures) {
    if (imageSize > 0) {
      return new Size(imageSize, imageSize);
    }
    return pictures
        .commonSize()
        .filter(size -> size.width() <= LARGEST_KEPT_SIDE && size.height() <= LARGEST_KEPT_SIDE)
        .orElse(new Size(DEFAULT_SIDE, DEFAULT_SIDE));
  }
}
