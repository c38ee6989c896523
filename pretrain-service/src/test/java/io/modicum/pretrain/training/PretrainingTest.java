package io.modicum.pretrain.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.Stem;
import io.modicum.contracts.campaign.SupervisedSettings;
import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.stage.SilentObserver;
import io.modicum.contracts.stage.StageObserver;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.feed.Images;
import io.modicum.pretrain.feed.SyntheticImages;
import io.modicum.pretrain.method.PretrainingMethod;
import io.modicum.pretrain.method.SimSiam;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PretrainingTest {

  private static final int COUNT = 48;
  private static final int KINDS = 3;
  private static final int SIDE = 8;
  private static final int EPOCHS = 3;
  private static final int BATCH = 16;
  private static final DatasetId DATASET = new DatasetId("striped");
  private static final CampaignId CAMPAIGN = new CampaignId("campaign");
  private static final CampaignSpecification SPECIFICATION =
      CampaignSpecification.on(DATASET)
          .name("test")
          .backbone(new BackboneSettings(Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(4), List.of(1)))
          .pretraining(new PretrainingSettings(EPOCHS, BATCH, 0.1, 5e-4, 0.9, 16, 2, true, 0.4))
          .supervised(new SupervisedSettings(1, 8, 0.1, 5e-4, 0.9))
          .budgets("3")
          .seed(1)
          .build();
  private static final CampaignStarted EVENT =
      new CampaignStarted(
          CAMPAIGN, DATASET, Mode.SELF_SUPERVISED, ObjectKeys.specification(CAMPAIGN));
  private static final BackboneId BACKBONE = ContentAddress.pretrainedBackbone(SPECIFICATION);
  private static final Set<String> WRITES = Set.of("put", "putIfAbsent", "delete");
  private static final Offerings<PretrainingMethod> METHODS =
      new Offerings<>(List.of(new SimSiam.Method()));
  private static final TorchEngine ENGINE = new TorchEngine(TorchEngine.Choice.CPU, 1);

  private final String undisturbed = sha256(pretrained(storeWithImages()));
  private ObjectStore store;

  @BeforeEach
  void packImages() {
    store = storeWithImages();
  }

  @Test
  void aKillBeforeAnyOfItsWritesChangesNothing() {
    int writes = 0;
    while (diesBefore(writes, store)) {
      assertThat(sha256(pretrained(store)))
          .as("killed before write %d", writes)
          .isEqualTo(undisturbed);
      assertThat(store.list(ObjectKeys.trainingStates(BACKBONE))).isEmpty();
      store = storeWithImages();
      writes++;
    }

    assertThat(writes).as("states written and removed, ONNX, manifest").isGreaterThan(2 * EPOCHS);
  }

  @Test
  void goesOnFromTheStateBeforeABrokenOne() {
    diesBefore(2, store);
    String first = ObjectKeys.trainingState(BACKBONE, 1);
    String second = ObjectKeys.trainingState(BACKBONE, 2);
    assertThat(store.list(ObjectKeys.trainingStates(BACKBONE))).containsExactly(first, second);
    store.put(second, Arrays.copyOf(store.get(second), store.get(second).length / 2), "");

    assertThat(sha256(pretrained(store))).isEqualTo(undisturbed);
    assertThat(store.list(ObjectKeys.trainingStates(BACKBONE))).isEmpty();
  }

  @Test
  void tellsWhatIsLeftByThePaceOfWhatItDidItself() {
    diesBefore(3, store);
    Told told = new Told();

    pretrained(store, new Snapshots(), told);

    double before = 2.0 / EPOCHS;
    double done = before + 1.0 / EPOCHS / (COUNT / BATCH);
    assertThat(told.done.get(0)).isCloseTo(done, within(1e-9));
    assertThat(told.left.get(0) / told.seconds.get(0))
        .isCloseTo((1 - done) / (done - before), within(1e-6));
  }

  @Test
  void beginsAnewIfTheOnlyStateIsBroken() {
    store.put(ObjectKeys.trainingState(BACKBONE, 2), new byte[] {1, 2, 3}, "");

    assertThat(sha256(pretrained(store))).isEqualTo(undisturbed);
  }

  @Test
  void keepsAStoppingProcessOnlyWhileItTrains() throws Exception {
    Snapshots snapshots = new Snapshots();
    List<Boolean> mayStop = new ArrayList<>();

    pretrained(
        beforeWrites(store, () -> mayStop.add(snapshots.awaitNext(Duration.ZERO))), snapshots);

    assertThat(mayStop).startsWith(false).endsWith(true);
    assertThat(snapshots.awaitNext(Duration.ZERO)).isTrue();
  }

  @Test
  void keepsNoProcessOnceItHasFailed() throws Exception {
    Snapshots snapshots = new Snapshots();

    assertThatThrownBy(
            () ->
                pretrained(
                    beforeWrites(
                        store,
                        () -> {
                          throw new Killed();
                        }),
                    snapshots))
        .isInstanceOf(Killed.class);

    assertThat(snapshots.awaitNext(Duration.ZERO)).isTrue();
  }

  /** Pretrains until so many writes are done, and returns whether another one was tried. */
  private static boolean diesBefore(int write, ObjectStore store) {
    AtomicInteger left = new AtomicInteger(write);
    ObjectStore dying =
        beforeWrites(
            store,
            () -> {
              if (left.getAndDecrement() == 0) {
                throw new Killed();
              }
            });
    try {
      pretrained(dying);
      return false;
    } catch (Killed killed) {
      return true;
    }
  }

  private static ObjectStore beforeWrites(ObjectStore store, ThrowingRunnable action) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              if (WRITES.contains(method.getName())) {
                action.run();
              }
              return method.invoke(store, arguments);
            });
  }

  @FunctionalInterface
  private interface ThrowingRunnable {
    void run() throws Exception;
  }

  private static Manifest<Backbone> pretrained(ObjectStore store) {
    return pretrained(store, new Snapshots());
  }

  private static Manifest<Backbone> pretrained(ObjectStore store, Snapshots snapshots) {
    return pretrained(store, snapshots, new SilentObserver());
  }

  private static Manifest<Backbone> pretrained(
      ObjectStore store, Snapshots snapshots, StageObserver observer) {
    StageRule rule = new StageRule(store, observer, "test");
    BackboneReady ready =
        new Pretraining(store, rule, ENGINE, METHODS, Long.MAX_VALUE, snapshots).pretrain(EVENT);
    return Manifest.read(store, ready.manifest(), Backbone.class);
  }

  private static String sha256(Manifest<Backbone> backbone) {
    return backbone.part(Backbone.ONNX).sha256();
  }

  private static ObjectStore storeWithImages() {
    ObjectStore store = new MemoryStore();
    Images images = SyntheticImages.striped(COUNT, KINDS, SIDE);
    int[] unknown = new int[COUNT];
    Arrays.fill(unknown, -1);
    Dataset dataset =
        new Dataset(
            "striped",
            List.of("a", "b", "c"),
            SIDE,
            SIDE,
            COUNT,
            0,
            List.of(new Dataset.Shard("images.npy", 0, COUNT)),
            images.format().mean(),
            images.format().standardDeviation());
    List<Part> parts =
        List.of(
            put(
                store,
                "images.npy",
                Npy.encode(images.shards().get(0).array(), COUNT, 3, SIDE, SIDE)),
            put(store, Dataset.LABELS, Npy.encode(unknown, COUNT)));
    Manifest<Dataset> manifest = new Manifest<>(dataset, parts, List.of(), "test", 0, "");
    store.put(ObjectKeys.dataset(DATASET), Json.bytes(manifest), "");
    store.put(ObjectKeys.specification(CAMPAIGN), Json.bytes(SPECIFICATION), "");
    return store;
  }

  private static Part put(ObjectStore store, String name, byte[] bytes) {
    store.put(name, bytes, "");
    return new Part(name, name, ContentAddress.sha256(bytes), bytes.length);
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class Told extends SilentObserver {

    private final List<Double> done = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> left = new ArrayList<>();

    @Override
    public void progressed(
        StageRun run,
        double done,
        double rate,
        double seconds,
        double secondsLeft,
        Map<String, Double> metrics) {
      this.done.add(done);
      this.seconds.add(seconds);
      this.left.add(secondsLeft);
    }
  }
}
