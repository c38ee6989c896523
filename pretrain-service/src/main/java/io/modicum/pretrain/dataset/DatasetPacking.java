package io.modicum.pretrain.dataset;

import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.PackingShardRequested;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.StageObserver;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.pretrain.dataset.Planning.Planned;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.layout.LabelledPicture;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import io.modicum.pretrain.dataset.picture.Picture;
import io.modicum.pretrain.dataset.source.ListedSource;
import io.modicum.pretrain.dataset.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Turns the files of a source into shards of uint8 {@code [n, 3, height, width]} and a dataset of
 * them. Where each file can be read without the others, any number of replicas share the shards,
 * and who finishes one and finds all others standing commits the whole; what is one archive is
 * packed by who has it, shard by shard. A shard that stands is not packed again.
 */
public final class DatasetPacking {

  private static final String STAGE = "pack-dataset";
  private static final int PROGRESS_IMAGES = 200;

  private final ObjectStore store;
  private final StageObserver observer;
  private final Offerings<Source> sources;
  private final Planning planning;
  private final ImageDecoders decoders;
  private final long smallBytes;
  private final Rules rules;

  /**
   * By which rule each kind of work is done.
   *
   * @param ofSmall archives of few bytes
   * @param ofLarge all other archives
   * @param ofPlans listing files
   * @param ofShards shards, but for those of small archives
   * @param unqueued what waits for nobody
   */
  public record Rules(
      StageRule ofSmall,
      StageRule ofLarge,
      StageRule ofPlans,
      StageRule ofShards,
      StageRule unqueued) {}

  /**
   * @param sources of the files that are packed
   * @param decoders of the images in them
   * @param smallBytes how many bytes to read are few
   */
  public DatasetPacking(
      ObjectStore store,
      StageObserver observer,
      Offerings<Source> sources,
      Planning planning,
      ImageDecoders decoders,
      long smallBytes,
      Rules rules) {
    this.store = store;
    this.observer = observer;
    this.sources = sources;
    this.planning = planning;
    this.decoders = decoders;
    this.smallBytes = smallBytes;
    this.rules = rules;
  }

  /**
   * Returns what to announce for a dataset: that it stands, having packed what is one archive, or
   * the shards that replicas share.
   *
   * <p>Broken images are left out and named, all of them in a table, also where the archive is
   * refused.
   *
   * @throws InvalidInput if the archive is at fault, or too few of its images are sound; names them
   */
  public List<Event> request(DatasetRegistered event) {
    Source source = source(event.archive());
    if (source instanceof ListedSource
        && store.find(ObjectKeys.dataset(event.dataset())).isEmpty()) {
      Manifest<PackingPlan> plan = plan(event, source);
      if (!plan.content().shards().isEmpty()) {
        return requests(ObjectKeys.packingPlan(event.dataset()), plan.content());
      }
    }
    boolean small = source.bytes(event).orElse(Long.MAX_VALUE) <= smallBytes;
    (small ? rules.ofSmall : rules.ofLarge)
        .run(
            new StageRun(STAGE, event),
            ObjectKeys.dataset(event.dataset()),
            Dataset.class,
            attempt -> packHere(event, source, small ? rules.unqueued : rules.ofShards, attempt));
    return List.of(ready(event));
  }

  /** Returns the source whose name the key ends with. */
  private Source source(String key) {
    return sources.named(key.substring(key.lastIndexOf('/') + 1), "source");
  }

  private static DatasetReady ready(DatasetRegistered event) {
    return new DatasetReady(event.dataset(), ObjectKeys.dataset(event.dataset()));
  }

  private Manifest<PackingPlan> plan(DatasetRegistered event, Source source) {
    return rules.ofPlans.run(
        new StageRun("plan-packing", event),
        ObjectKeys.packingPlan(event.dataset()),
        PackingPlan.class,
        attempt -> {
          try (Archive archive = open(event, source, attempt)) {
            Planned planned = planned(event, archive, attempt);
            if (!planned.liesApart()) {
              return PackingPlan.of(
                  event, planned.plan().classes(), planned.plan().size(), false, List.of());
            }
            for (int i = 0; i < planned.shards().size(); i++) {
              attempt.put(PackingPlan.part(i), Json.bytes(planned.shards().get(i)));
            }
            attempt.put(PackingPlan.LEFT_OUT, archive.skipped().table());
            return planned.plan();
          } catch (IOException full) {
            throw new Unavailable("temporary folder", full);
          }
        });
  }

  private static Archive open(DatasetRegistered event, Source source, Attempt attempt) {
    DatasetRegistered.requireImageSize(event.imageSize());
    event.requireMostBroken();
    attempt.madeFrom(event.archive());
    return source.open(event, attempt::requireWanted);
  }

  private Planned planned(DatasetRegistered event, Archive archive, Attempt attempt) {
    try {
      return planning.plan(event, archive, attempt::requireWanted);
    } catch (InvalidInput refused) {
      store.upload(ObjectKeys.problems(event.dataset()), archive.skipped().table(), "text/csv");
      throw refused;
    }
  }

  private static List<Event> requests(String key, PackingPlan plan) {
    DatasetRegistered dataset = plan.registered();
    int shards = plan.shards().size();
    return IntStream.range(0, shards)
        .<Event>mapToObj(
            shard ->
                new PackingShardRequested(dataset.dataset(), dataset.archive(), key, shard, shards))
        .toList();
  }

  private Dataset packHere(
      DatasetRegistered event, Source source, StageRule shardRule, Attempt attempt) {
    try (Archive archive = open(event, source, attempt)) {
      Planned planned = planned(event, archive, attempt);
      if (!packHere(planned, shardRule, attempt)) {
        planned = planned.resized();
        packHere(planned, shardRule, attempt);
      }
      return new DatasetAssembly(store, planned.plan(), attempt)
          .assemble(planned.shards()::get, Files.readAllBytes(archive.skipped().table()));
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
  }

  /** Returns whether all images are of the size that was guessed. */
  private boolean packHere(Planned planned, StageRule rule, Attempt whole) {
    PackingPlan plan = planned.plan();
    long start = System.nanoTime();
    for (int i = 0; i < plan.shards().size(); i++) {
      int before = plan.before(i);
      List<Picture> pictures =
          planned.pictures().get(i).stream().map(LabelledPicture::picture).toList();
      PackedShard packed =
          rule.run(
                  new StageRun("pack-shard", plan.registered()),
                  ObjectKeys.packedShard(
                      plan.registered().dataset(), plan.shards().get(i).address()),
                  PackedShard.class,
                  attempt ->
                      pack(
                          plan,
                          pictures,
                          attempt,
                          done -> {
                            if (done % PROGRESS_IMAGES == 0) {
                              double rate = (before + done) / ((System.nanoTime() - start) / 1e9);
                              whole.progress(
                                  (double) (before + done) / plan.images(), rate, Map.of());
                            }
                          }))
              .content();
      if (packed.otherSize()) {
        return false;
      }
    }
    return true;
  }

  private static PackedShard pack(
      PackingPlan plan, List<Picture> pictures, Attempt attempt, IntConsumer done) {
    try (ShardPacking packing = new ShardPacking(plan, attempt)) {
      return packing.pack(pictures, done);
    }
  }

  /**
   * Packs a shard; returns what to announce: that the dataset stands if all shards stand now, or
   * all shards anew where one shows that images have no size in common.
   *
   * @throws InvalidInput if no image can be read, or too few of all are sound; names them
   */
  public List<Event> pack(PackingShardRequested event) {
    Manifest<PackingPlan> manifest = Manifest.read(store, event.plan(), PackingPlan.class);
    PackingPlan plan = manifest.content();
    String resized = ObjectKeys.resizedPackingPlan(event.dataset());
    boolean superseded = plan.guessed() && store.find(resized).isPresent();
    if (superseded && !stands(plan, event.shard())) {
      return List.of();
    }
    boolean otherSize = packShard(event, manifest).otherSize();
    if (!otherSize && !allStand(plan)) {
      return List.of();
    }
    return otherSize || plan.guessed() && anyIsOfOtherSize(plan)
        ? requests(resized, resize(event, manifest).content())
        : whole(event, manifest);
  }

  private boolean stands(PackingPlan plan, int shard) {
    return store.size(shardKey(plan, shard)).isPresent();
  }

  /** Looks at the last shards first, which are packed last. */
  private boolean allStand(PackingPlan plan) {
    int shards = plan.shards().size();
    return IntStream.rangeClosed(1, shards).allMatch(i -> stands(plan, shards - i));
  }

  private boolean anyIsOfOtherSize(PackingPlan plan) {
    return IntStream.range(0, plan.shards().size())
        .mapToObj(i -> Manifest.read(store, shardKey(plan, i), PackedShard.class))
        .anyMatch(shard -> shard.content().otherSize());
  }

  private static String shardKey(PackingPlan plan, int shard) {
    return ObjectKeys.packedShard(plan.registered().dataset(), plan.shards().get(shard).address());
  }

  private PackedShard packShard(PackingShardRequested event, Manifest<PackingPlan> manifest) {
    PackingPlan plan = manifest.content();
    return rules
        .ofShards
        .run(
            new StageRun("pack-shard", event),
            shardKey(plan, event.shard()),
            PackedShard.class,
            attempt -> {
              PlannedShard planned = planned(manifest, event.shard());
              ListedSource source = (ListedSource) source(event.source());
              attempt.madeFrom(event.plan());
              try (Archive archive =
                  source.open(
                      plan.registered(),
                      planned.images().stream().flatMap(image -> image.file().stream()).toList(),
                      attempt::requireWanted)) {
                List<Picture> pictures =
                    planned.images().stream().map(image -> picture(image, archive)).toList();
                return pack(plan, pictures, attempt, new ShardProgress(event, plan));
              }
            })
        .content();
  }

  private PlannedShard planned(Manifest<PackingPlan> plan, int shard) {
    String key = plan.part(PackingPlan.part(shard)).key();
    return Json.read(key, store.get(key), PlannedShard.class);
  }

  private Picture picture(PlannedImage image, Archive archive) {
    return image
        .fault()
        .<Picture>map(fault -> new PlannedImage.Unreadable(image.name(), fault))
        .orElseGet(() -> decoders.picture(archive, image.path()));
  }

  private Manifest<PackingPlan> resize(PackingShardRequested event, Manifest<PackingPlan> guessed) {
    return rules.unqueued.run(
        new StageRun("plan-packing", event),
        ObjectKeys.resizedPackingPlan(event.dataset()),
        PackingPlan.class,
        attempt -> {
          attempt.madeFrom(event.plan());
          guessed.parts().forEach(part -> attempt.adopt(part.name(), part));
          List<PlannedShard> shards =
              IntStream.range(0, event.shards()).mapToObj(i -> planned(guessed, i)).toList();
          return guessed.content().resized(Planning.DEFAULT_SIZE, shards);
        });
  }

  private List<Event> whole(PackingShardRequested event, Manifest<PackingPlan> manifest) {
    PackingPlan plan = manifest.content();
    rules.unqueued.run(
        new StageRun(STAGE, event),
        ObjectKeys.dataset(event.dataset()),
        Dataset.class,
        attempt -> {
          attempt.madeFrom(event.source());
          String leftOut = manifest.part(PackingPlan.LEFT_OUT).key();
          return new DatasetAssembly(store, plan, attempt)
              .assemble(i -> planned(manifest, i), store.get(leftOut));
        });
    return List.of(ready(plan.registered()));
  }

  /** Tells how much of the whole dataset is packed, of which this shard is a part. */
  private final class ShardProgress implements IntConsumer {

    private final StageRun whole;
    private final int images;
    private final int imagesBefore;
    private final long startNanos = System.nanoTime();

    ShardProgress(PackingShardRequested event, PackingPlan plan) {
      Set<String> standing = new HashSet<>(store.list(ObjectKeys.packedShards(event.dataset())));
      this.whole = new StageRun(STAGE, event);
      this.images = plan.images();
      this.imagesBefore =
          IntStream.range(0, event.shards())
              .filter(i -> i != event.shard() && standing.contains(shardKey(plan, i)))
              .map(i -> plan.shards().get(i).images())
              .sum();
    }

    @Override
    public void accept(int ofShard) {
      if (ofShard % PROGRESS_IMAGES == 0) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double rate = ofShard / Math.max(seconds, 1e-9);
        int done = imagesBefore + ofShard;
        observer.progressed(
            whole, (double) done / images, rate, done / rate, (images - done) / rate, Map.of());
      }
    }
  }
}
