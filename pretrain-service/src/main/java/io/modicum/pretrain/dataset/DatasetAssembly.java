package io.modicum.pretrain.dataset;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.pretrain.dataset.archive.SkippedFiles;
import java.io.IOException;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/** Makes a dataset of its shards, all of which stand. Their pixels stay where they are. */
final class DatasetAssembly {

  private final ObjectStore store;
  private final PackingPlan plan;
  private final Attempt attempt;
  private final SoundImages sound;
  private final List<Dataset.Shard> shards = new ArrayList<>();
  private final ChannelStatistics statistics = new ChannelStatistics();
  private final List<int[]> places = new ArrayList<>();
  private int originals;

  DatasetAssembly(ObjectStore store, PackingPlan plan, Attempt attempt) {
    this.store = store;
    this.plan = plan;
    this.attempt = attempt;
    this.sound = new SoundImages(plan);
  }

  /**
   * Puts the dataset's parts.
   *
   * @param planned returns the images of each shard
   * @param leftOut table of the files that are no images
   * @throws InvalidInput if too few images are sound; a table of the others stands
   */
  Dataset assemble(IntFunction<PlannedShard> planned, byte[] leftOut) {
    try (SkippedFiles skipped = new SkippedFiles()) {
      for (int i = 0; i < plan.shards().size(); i++) {
        attempt.requireWanted();
        add(i, planned.apply(i), skipped);
      }
      skipped.addAll(leftOut);
      requireEnough(skipped);
      return put(skipped);
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
  }

  private void add(int index, PlannedShard planned, SkippedFiles skipped) {
    String key =
        ObjectKeys.packedShard(plan.registered().dataset(), plan.shards().get(index).address());
    Manifest<PackedShard> shard = Manifest.read(store, key, PackedShard.class);
    PackedShard packed = shard.content();
    attempt.madeFrom(key);
    attempt.adoptSeconds(shard.seconds());
    skipped.addAll(store.get(shard.part(PackedShard.BROKEN).key()));
    if (packed.images() > 0) {
      String part = String.format(Locale.ROOT, "images-%05d.npy", shards.size());
      attempt.adopt(part, shard.part(PackedShard.IMAGES));
      shards.add(new Dataset.Shard(part, sound.pool() + sound.test(), packed.images()));
      addOriginals(shard);
    }
    sound.add(planned, packed);
    if (planned.inPool()) {
      statistics.add(packed.statistics());
    }
  }

  private void addOriginals(Manifest<PackedShard> shard) {
    int[] ofShard = new int[3 * shard.content().images()];
    Optional<Part> table = shard.find(Dataset.ORIGINALS);
    if (table.isPresent()) {
      String key = table.get().key();
      ofShard = Npy.decode(key, store.get(key)).ints();
      for (int i = 0; i < ofShard.length; i += 3) {
        ofShard[i] += originals;
      }
      int objects = 0;
      for (Optional<Part> files = shard.find(Dataset.originals(0));
          files.isPresent();
          files = shard.find(Dataset.originals(++objects))) {
        attempt.adopt(Dataset.originals(originals + objects), files.get());
      }
      originals += objects;
    }
    places.add(ofShard);
  }

  private void requireEnough(SkippedFiles skipped) {
    try {
      sound.requireEnough(skipped);
    } catch (InvalidInput refused) {
      store.upload(ObjectKeys.problems(plan.registered().dataset()), skipped.table(), "text/csv");
      throw refused;
    }
  }

  private Dataset put(SkippedFiles skipped) throws IOException {
    int[] labels = sound.labels();
    attempt.put(Dataset.LABELS, Npy.encode(labels, labels.length));
    if (!sound.paths().isEmpty()) {
      attempt.put(Dataset.PATHS, Json.bytes(sound.paths()));
    }
    if (originals > 0) {
      IntBuffer all = IntBuffer.allocate(3 * labels.length);
      places.forEach(all::put);
      attempt.put(Dataset.ORIGINALS, Npy.encode(all.array(), labels.length, 3));
    }
    attempt.put(Dataset.PROBLEMS, skipped.table());
    return new Dataset(
        plan.registered().name(),
        plan.classes(),
        plan.height(),
        plan.width(),
        sound.pool(),
        sound.test(),
        shards,
        statistics.mean(),
        statistics.standardDeviation(),
        skipped.toList());
  }
}
