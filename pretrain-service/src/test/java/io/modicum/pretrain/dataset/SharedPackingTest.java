package io.modicum.pretrain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.bucket.BucketAddress;
import io.modicum.contracts.bucket.BucketEntry;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.PackingShardRequested;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.pretrain.dataset.archive.Archives;
import io.modicum.pretrain.dataset.source.UploadedArchive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Replicas share the shards of a folder. */
class SharedPackingTest {

  private static final int SHARD_IMAGES = 7;
  private static final DatasetId FOLDER = new DatasetId("folder");
  private static final DatasetId ARCHIVE = new DatasetId("archive");
  private static final byte[] BROKEN = "no image".getBytes(StandardCharsets.UTF_8);

  private final MemoryStore store = new MemoryStore();
  private final Map<String, byte[]> files = new TreeMap<>();

  SharedPackingTest() {
    for (int i = 0; i < 20; i++) {
      files.put("cat/" + i + ".png", Archives.image(12, 12, 0xe01010 + i, "png"));
      files.put("dog/" + i + ".png", Archives.image(12, 12, 0x1010e0 + i, "png"));
      files.put("unlabeled/" + i + ".png", Archives.image(12, 12, 0x10e010 + i, "png"));
    }
    files.put("unlabeled/nameless", files.get("unlabeled/0.png"));
    files.put("cat/broken.png", BROKEN);
    files.put("dog/.DS_Store", BROKEN);
    files.put("notes.txt", BROKEN);
  }

  @Test
  void replicasMakeTheDatasetThatOneArchiveOfTheFilesWouldBe() {
    int ready = Packings.packAll(folder(), replica(), replica(), replica());

    assertThat(ready).isEqualTo(1);
    Packings.packAll(archive(), Packings.of(store, new UploadedArchive(store), 1000));
    assertThat(shown(FOLDER)).isEqualTo(shown(ARCHIVE));
    assertThat(manifest(FOLDER).content().shards()).hasSizeGreaterThan(60 / SHARD_IMAGES);
  }

  @Test
  void whatWasAddedWhileReplicasWorkIsNotInTheDataset() {
    List<Event> shards = replica().request(folder());
    files.put("cat/later.png", Archives.image(12, 12, 0, "png"));

    DatasetPacking late = replica();
    shards.forEach(shard -> late.pack((PackingShardRequested) shard));

    assertThat(manifest(FOLDER).content().pool() + manifest(FOLDER).content().test()).isEqualTo(61);
  }

  @Test
  void theShardOfAKilledReplicaIsPackedByAnotherAndNoShardTwice() {
    FolderInMemory dying =
        new FolderInMemory(files) {
          @Override
          byte[] read(BucketEntry entry) {
            if (read().size() == 20) {
              throw new Unavailable("replica", new InterruptedException());
            }
            return super.read(entry);
          }
        };
    DatasetPacking killed = replica(dying);
    List<Event> unacknowledged = new ArrayList<>(killed.request(folder()));
    while (packs(killed, (PackingShardRequested) unacknowledged.get(0))) {
      unacknowledged.remove(0);
    }
    List<String> packedBefore = dying.read().subList(0, dying.read().size() / 7 * 7);
    FolderInMemory other = new FolderInMemory(files);

    unacknowledged.forEach(shard -> replica(other).pack((PackingShardRequested) shard));

    assertThat(other.read()).doesNotHaveDuplicates();
    Packings.packAll(archive(), Packings.of(store, new UploadedArchive(store), 1000));
    assertThat(shown(FOLDER)).isEqualTo(shown(ARCHIVE));
    assertThat(packedBefore).isNotEmpty();
    assertThat(dying.read().size() + other.read().size())
        .as("a shard at most was begun in vain, and one image told the size")
        .isBetween(files.size() - 2 + 1, files.size() - 2 + 1 + SHARD_IMAGES);
  }

  private static boolean packs(DatasetPacking replica, PackingShardRequested shard) {
    try {
      replica.pack(shard);
      return true;
    } catch (Unavailable killed) {
      return false;
    }
  }

  @Test
  void anEventThatComesTwiceReadsNothing() {
    List<Event> shards = replica().request(folder());
    shards.forEach(shard -> replica().pack((PackingShardRequested) shard));
    FolderInMemory unread = new FolderInMemory(files);

    List<Event> again = replica(unread).pack((PackingShardRequested) shards.get(3));

    assertThat(again).containsExactly(new DatasetReady(FOLDER, ObjectKeys.dataset(FOLDER)));
    assertThat(replica(unread).request(folder())).isEqualTo(again);
    assertThat(unread.read()).isEmpty();
  }

  @Test
  void listingReadsOneImage() {
    FolderInMemory folder = new FolderInMemory(files);

    List<Event> shards = replica(folder).request(folder());

    assertThat(folder.read()).hasSize(1);
    assertThat(shards)
        .extracting(shard -> ((PackingShardRequested) shard).shard())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(shards).extracting(Event::key).doesNotHaveDuplicates();
  }

  @Test
  void anImageOfAnotherSizeInTheLastShardResizesAll() {
    files.put("dog/z.png", Archives.image(40, 20, 0x123456, "png"));
    List<Event> shards = new ArrayList<>(replica().request(folder()));
    Collections.reverse(shards);

    List<Event> anew = new ArrayList<>();
    shards.forEach(shard -> anew.addAll(replica().pack((PackingShardRequested) shard)));
    anew.forEach(shard -> replica().pack((PackingShardRequested) shard));

    assertThat(anew).hasSameSizeAs(shards);
    Packings.packAll(archive(), Packings.of(store, new UploadedArchive(store), SHARD_IMAGES));
    assertThat(shown(FOLDER)).isEqualTo(shown(ARCHIVE));
    assertThat(manifest(FOLDER).content().width()).isEqualTo(64);
    assertThat(manifest(FOLDER).find(Dataset.ORIGINALS)).isPresent();
  }

  @Test
  void anotherSizeIsFoundWhileTheLastShardIsPacked() {
    files.put("dog/z.png", Archives.image(40, 20, 0x123456, "png"));
    List<PackingShardRequested> shards =
        replica().request(folder()).stream().map(PackingShardRequested.class::cast).toList();
    PackingShardRequested odd =
        shards.stream().filter(this::isOfOtherSize).findFirst().orElseThrow();
    List<Event> found = new ArrayList<>();
    FolderInMemory meanwhile =
        new FolderInMemory(files) {
          @Override
          byte[] read(BucketEntry entry) {
            if (read().isEmpty()) {
              found.addAll(replica().pack(odd));
            }
            return super.read(entry);
          }
        };
    shards.stream()
        .filter(shard -> shard != odd && shard.shard() > 0)
        .forEach(shard -> replica().pack(shard));

    List<Event> announced = replica(meanwhile).pack(shards.get(0));

    assertThat(found).hasSameSizeAs(shards).hasOnlyElementsOfType(PackingShardRequested.class);
    assertThat(announced).as("again, for who found it may have been killed").isEqualTo(found);
    assertThat(store.find(ObjectKeys.dataset(FOLDER))).isEmpty();
    assertThat(replica().pack(odd)).isEqualTo(found);
  }

  private boolean isOfOtherSize(PackingShardRequested shard) {
    String key = Manifest.read(store, shard.plan(), PackingPlan.class).part(part(shard)).key();
    return new String(store.get(key), StandardCharsets.UTF_8).contains("dog/z.png");
  }

  private static String part(PackingShardRequested shard) {
    return PackingPlan.part(shard.shard());
  }

  @Test
  void theLastShardRefusesTooManyBrokenImagesAndNamesThemAll() {
    for (int i = 0; i < 60; i++) {
      files.put("unlabeled/broken" + i + ".png", BROKEN);
    }

    assertThatThrownBy(() -> Packings.packAll(folder(), replica()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("of 122 in all")
        .hasMessageContaining("61 broken: cat/broken.png: does not decode");
    String table = new String(store.get(ObjectKeys.problems(FOLDER)), StandardCharsets.UTF_8);
    assertThat(table.lines().filter(row -> row.contains(",broken,"))).hasSize(61);
    assertThat(store.find(ObjectKeys.dataset(FOLDER))).isEmpty();
  }

  @Test
  void recordsOfOneFileAreNotShared() {
    Map<String, byte[]> cifar = new TreeMap<>();
    for (String file : List.of("1", "2", "3", "4", "5")) {
      cifar.put("data_batch_" + file + ".bin", records(4));
    }
    cifar.put("test_batch.bin", records(2));
    cifar.put("batches.meta.txt", "cat\ndog\n".getBytes(StandardCharsets.UTF_8));

    int ready = Packings.packAll(folder(), replica(new FolderInMemory(cifar)));

    assertThat(ready).isEqualTo(1);
    assertThat(manifest(FOLDER).content().pool()).isEqualTo(20);
    assertThat(manifest(FOLDER).content().test()).isEqualTo(2);
  }

  private static byte[] records(int count) {
    byte[] records = new byte[count * 3073];
    for (int i = 0; i < count; i++) {
      records[i * 3073] = (byte) (i % 2);
    }
    return records;
  }

  private DatasetPacking replica() {
    return replica(new FolderInMemory(files));
  }

  private DatasetPacking replica(FolderInMemory folder) {
    return Packings.of(store, folder, SHARD_IMAGES);
  }

  private DatasetRegistered folder() {
    return registered(FOLDER, ObjectKeys.source(FOLDER, BucketAddress.SOURCE), new byte[1]);
  }

  private DatasetRegistered archive() {
    Archives zip = new Archives();
    files.forEach(zip::with);
    return registered(ARCHIVE, ObjectKeys.archive(ARCHIVE), zip.zip());
  }

  private DatasetRegistered registered(DatasetId id, String key, byte[] source) {
    store.put(key, source, "application/octet-stream");
    return new DatasetRegistered(id, "d", "auto", key, "photos", 0, OptionalDouble.of(0.2));
  }

  private Manifest<Dataset> manifest(DatasetId id) {
    return Manifest.read(store, ObjectKeys.dataset(id), Dataset.class);
  }

  /** Returns all that readers of a dataset see, however it is divided into parts. */
  private List<Object> shown(DatasetId id) {
    Manifest<Dataset> manifest = manifest(id);
    Dataset packed = manifest.content();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    for (Dataset.Shard shard : packed.shards()) {
      assertThat(pixels.size()).isEqualTo(shard.first() * 3 * packed.height() * packed.width());
      String key = manifest.part(shard.part()).key();
      pixels.writeBytes(Npy.decode(key, store.get(key)).bytes());
    }
    String labels = manifest.part(Dataset.LABELS).key();
    String paths = manifest.part(Dataset.PATHS).key();
    return List.of(
        packed.classes(),
        packed.height(),
        packed.width(),
        packed.pool(),
        packed.test(),
        packed.mean(),
        packed.standardDeviation(),
        packed.skipped(),
        new String(store.get(manifest.part(Dataset.PROBLEMS).key()), StandardCharsets.UTF_8),
        List.of(Json.read(paths, store.get(paths), String[].class)),
        intsOf(Npy.decode(labels, store.get(labels)).ints()),
        new String(pixels.toByteArray(), StandardCharsets.ISO_8859_1),
        originals(manifest));
  }

  private static List<Integer> intsOf(int[] values) {
    List<Integer> list = new ArrayList<>();
    for (int value : values) {
      list.add(value);
    }
    return list;
  }

  private List<String> originals(Manifest<Dataset> manifest) {
    List<String> shown = new ArrayList<>();
    manifest
        .find(Dataset.ORIGINALS)
        .ifPresent(
            part -> {
              int[] places = Npy.decode(part.key(), store.get(part.key())).ints();
              for (int i = 0; i < places.length; i += 3) {
                String key =
                    places[i + 2] == 0 ? "" : manifest.part(Dataset.originals(places[i])).key();
                shown.add(
                    key.isEmpty()
                        ? ""
                        : new String(
                            store.getRange(key, places[i + 1], places[i + 2]),
                            StandardCharsets.ISO_8859_1));
              }
            });
    return shown;
  }
}
