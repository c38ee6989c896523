package io.modicum.gateway.dataset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.labels.KnownLabels;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Images, labels and paths of packed datasets. Manifests, labels and paths are kept in memory for a
 * while: of the datasets that simulated oracles answer for or people look at, 4 bytes an image for
 * its label and some 200 for its path.
 */
@ApplicationScoped
public class DatasetObjects {

  /** A dataset that is deleted and registered anew has another manifest. */
  private static final Duration BELIEVED = Duration.ofMinutes(1);

  /** Labels kept in memory, 4 bytes each. */
  private static final long MOST_LABELS = 1 << 24;

  /** Datasets whose paths are kept in memory, some 200 bytes an image. */
  private static final int MOST_BROWSED = 4;

  private static final int PLACE_BYTES = 3 * Integer.BYTES;

  private final ObjectStore store;
  private final Cache<DatasetId, Manifest<Dataset>> manifests;
  private final Cache<String, int[]> labels;
  private final Cache<String, ImagePaths> paths;

  @Inject
  DatasetObjects(ObjectStore store) {
    this(store, Ticker.systemTicker());
  }

  DatasetObjects(ObjectStore store, Ticker ticker) {
    this.store = store;
    this.manifests = Caffeine.newBuilder().ticker(ticker).expireAfterWrite(BELIEVED).build();
    this.labels =
        Caffeine.newBuilder()
            .ticker(ticker)
            .expireAfterWrite(BELIEVED)
            .maximumWeight(MOST_LABELS)
            .weigher((String key, int[] kept) -> kept.length)
            .build();
    this.paths =
        Caffeine.newBuilder()
            .ticker(ticker)
            .expireAfterWrite(BELIEVED)
            .maximumSize(MOST_BROWSED)
            .build();
  }

  /**
   * Returns an image as uint8 {@code [3, height, width]} by one ranged read, or empty if the
   * dataset has no image of that index.
   */
  public Optional<PackedImage> image(DatasetId dataset, int index) {
    Manifest<Dataset> manifest = manifest(dataset);
    Dataset packed = manifest.content();
    int bytes = 3 * packed.height() * packed.width();
    return packed.shards().stream()
        .filter(shard -> index >= shard.first() && index < shard.first() + shard.count())
        .findFirst()
        .map(
            shard ->
                store.getRange(
                    manifest.part(shard.part()).key(),
                    Npy.HEADER_BYTES + (long) (index - shard.first()) * bytes,
                    bytes))
        .map(pixels -> new PackedImage(packed.height(), packed.width(), pixels));
  }

  /**
   * Returns the PNG or JPEG file of an image as it was uploaded, by two ranged reads, or empty if
   * the dataset shows no more in it than in the packed image.
   */
  public Optional<byte[]> original(DatasetId dataset, int index) {
    Manifest<Dataset> manifest = manifest(dataset);
    int images = manifest.content().pool() + manifest.content().test();
    if (index < 0 || index >= images) {
      return Optional.empty();
    }
    return manifest
        .find(Dataset.ORIGINALS)
        .map(
            places ->
                store.getRange(
                    places.key(), Npy.HEADER_BYTES + (long) index * PLACE_BYTES, PLACE_BYTES))
        .map(place -> ByteBuffer.wrap(place).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer())
        .filter(place -> place.get(2) > 0)
        .map(
            place ->
                store.getRange(
                    manifest.part(Dataset.originals(place.get(0))).key(),
                    place.get(1),
                    place.get(2)));
  }

  /**
   * Returns the labels that a campaign's dataset came with.
   *
   * @throws InvalidInput if it does not hold a label for each image
   */
  public KnownLabels knownLabels(CampaignSpecification campaign) {
    DatasetId dataset = campaign.dataset();
    return KnownLabels.of(labels(dataset), manifest(dataset), campaign);
  }

  /** Returns the name of the class that an image came with, or empty where it is unknown. */
  public Optional<String> className(DatasetId dataset, int image) {
    int[] known = labels(dataset);
    return image < known.length && known[image] >= 0
        ? Optional.of(manifest(dataset).content().classes().get(known[image]))
        : Optional.empty();
  }

  /** Returns the labels of all images, first the pool's, -1 where it is unknown. */
  int[] labels(DatasetId dataset) {
    return labels.get(
        manifest(dataset).part(Dataset.LABELS).key(),
        key -> Npy.decode(key, store.get(key)).ints());
  }

  /** Returns where the files of a dataset's images lay, or empty if that is not known of it. */
  public Optional<ImagePaths> paths(DatasetId dataset) {
    return manifest(dataset)
        .find(Dataset.PATHS)
        .map(
            part ->
                paths.get(
                    part.key(),
                    key ->
                        new ImagePaths(List.of(Json.read(key, store.get(key), String[].class)))));
  }

  /** Returns the problems with the files of a dataset; of one of an earlier release, none. */
  ProblemTable problems(RegisteredDataset dataset) {
    Optional<String> packed =
        dataset.state() == DatasetState.READY
            ? manifest(dataset.id()).find(Dataset.PROBLEMS).map(Part::key)
            : Optional.empty();
    return new ProblemTable(store, packed.orElse(ObjectKeys.problems(dataset.id())));
  }

  private Manifest<Dataset> manifest(DatasetId dataset) {
    return manifests.get(
        dataset, id -> Manifest.read(store, ObjectKeys.dataset(id), Dataset.class));
  }
}
