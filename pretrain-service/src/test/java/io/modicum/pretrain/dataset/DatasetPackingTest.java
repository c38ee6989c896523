package io.modicum.pretrain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.stage.SilentObserver;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.stage.Turns;
import io.modicum.contracts.stage.Unwanted;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.pretrain.dataset.archive.Archives;
import io.modicum.pretrain.dataset.source.UploadedArchive;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DatasetPackingTest {

  private static final DatasetId SMALL = new DatasetId("small");
  private static final DatasetId LARGE = new DatasetId("large");

  private final MemoryStore store = new MemoryStore();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final StageRule rule = new StageRule(store, new Hearing(), "test");
  private final StageRule ofLarge = rule.inTurns(new Turns(1, new Hearing()));
  private final byte[] archive = twoColours();

  @Test
  void aSmallDatasetDoesNotWaitBehindLargeOnes() throws Exception {
    DatasetPacking packing = packing(archive.length);
    CompletableFuture<Void> hours = CompletableFuture.runAsync(this::packForHours);
    begun.await();
    CompletableFuture<Void> next =
        CompletableFuture.runAsync(() -> packing.request(registered(LARGE, new byte[1 << 20])))
            .exceptionally(noArchive -> null);
    waiting.await();

    packing.request(registered(SMALL, archive));

    assertThat(store.find(ObjectKeys.dataset(SMALL))).isPresent();
    assertThat(hours).isNotDone();
    end.countDown();
    CompletableFuture.allOf(hours, next).get();
  }

  @Test
  void theDatasetThatWasDeletedIsNotPacked() {
    DatasetRegistered event = registered(SMALL, archive);
    store.delete(event.archive());

    assertThatThrownBy(() -> packing(archive.length).request(event)).isInstanceOf(Unwanted.class);

    assertThat(store.list("datasets/")).isEmpty();
  }

  @Test
  void aBrokenImageOfAnotherSizeDoesNotResizeTheRest() {
    byte[] bytes = images().with("red/a.jpg", Archives.cutJpeg(40, 40)).zip();

    packing(bytes.length).request(registered(SMALL, bytes));

    Dataset packed = Manifest.read(store, ObjectKeys.dataset(SMALL), Dataset.class).content();
    assertThat(packed.width()).isEqualTo(12);
    assertThat(packed.height()).isEqualTo(12);
    assertThat(packed.pool() + packed.test()).isEqualTo(40);
    assertThat(packed.skipped()).extracting(Dataset.Skipped::files).containsExactly(1);
    assertThat(store.list("datasets/")).noneMatch(key -> key.endsWith(Dataset.ORIGINALS));
  }

  private DatasetPacking packing(long smallBytes) {
    return Packings.of(
        store,
        new UploadedArchive(store),
        2000,
        smallBytes,
        new DatasetPacking.Rules(
            rule.inTurns(new Turns(1, new Hearing())), ofLarge, rule, rule, rule));
  }

  private void packForHours() {
    ofLarge.run(
        new StageRun("pack-dataset", "huge", -1),
        ObjectKeys.dataset(new DatasetId("huge")),
        Dataset.class,
        attempt -> {
          begun.countDown();
          await(end);
          return new Dataset(
              "huge", List.of("a", "b"), 4, 4, 0, 0, List.of(), List.of(), List.of());
        });
  }

  private DatasetRegistered registered(DatasetId dataset, byte[] bytes) {
    String key = ObjectKeys.archive(dataset);
    store.put(key, bytes, "application/zip");
    return new DatasetRegistered(dataset, "d", "auto", key, "d.zip", 0);
  }

  private static byte[] twoColours() {
    return images().zip();
  }

  private static Archives images() {
    Archives archives = new Archives();
    for (int i = 0; i < 20; i++) {
      archives.withImage(String.format(Locale.ROOT, "red/%02d.png", i), 12, 12, 0xe01010);
      archives.withImage(String.format(Locale.ROOT, "blue/%02d.png", i), 12, 12, 0x1010e0);
    }
    return archives;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private final class Hearing extends SilentObserver {

    @Override
    public void waiting(StageRun run, int ahead) {
      waiting.countDown();
    }
  }
}
