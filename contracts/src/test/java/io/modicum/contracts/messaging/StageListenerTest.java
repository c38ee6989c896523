package io.modicum.contracts.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.quarkus.runtime.ShutdownEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The services' tests show the rest with a real broker; none can end in the middle of one. */
class StageListenerTest {

  private static final byte[] RECORD =
      Json.bytes(
          new CampaignCompleted(
              new CampaignId("fruit-1"), 0, 6, OptionalDouble.of(1), "budget spent"));

  private static final String SPECIFICATION = ObjectKeys.specification(new CampaignId("fruit-1"));

  /** Without a channel: an announcement ends in an exception of its own. */
  private final Announcer silent = new Announcer(null, "test");

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Stopping stopping = new Stopping();
  private final MemoryStore store = new MemoryStore();
  private final StageListener listener =
      new StageListener(silent, meters, new Impatient(), store, stopping);
  private final AtomicInteger begun = new AtomicInteger();

  @BeforeEach
  void begin() {
    store.put(SPECIFICATION, new byte[] {'{', '}'}, "application/json");
  }

  @Test
  void triesAgainAndThenGivesUp() {
    assertThatThrownBy(this::work).isInstanceOf(Unavailable.class);

    assertThat(begun).hasValue(2);
    assertThat(failures()).isEqualTo(1);
  }

  @Test
  void neitherTriesAgainNorGivesUpWhatTheEndOfTheProcessCutsOff() {
    stopping.begin(new ShutdownEvent());

    assertThatThrownBy(this::work).isInstanceOf(Unavailable.class);

    assertThat(begun).hasValue(1);
    assertThat(failures()).isZero();
  }

  @Test
  void doesNotGiveUpWhatNobodyWaitsForSinceTheCampaignWasDeleted() {
    store.delete(SPECIFICATION);

    work();

    assertThat(failures()).isZero();
  }

  @Test
  void doesNotGiveUpWhatNobodyWaitsForSinceTheDatasetWasDeleted() {
    DatasetId dataset = new DatasetId("fruit");
    byte[] record =
        Json.bytes(
            new DatasetRegistered(
                dataset, "fruit", "auto", ObjectKeys.archive(dataset), "fruit.zip", 0));

    listener.on(
        "pack-dataset",
        record,
        DatasetRegistered.class,
        event -> {
          throw new InvalidInput(event.archive(), "there is no such object");
        });

    assertThat(failures()).isZero();
  }

  private void work() {
    listener.on(
        "export-model",
        RECORD,
        CampaignCompleted.class,
        event -> {
          begun.incrementAndGet();
          throw new Unavailable("object store", new IOException("interrupted"));
        });
  }

  private double failures() {
    return meters.get("modicum.stage.failures").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static final class Impatient implements StageConfig {

    @Override
    public int attempts() {
      return 2;
    }

    @Override
    public Duration firstRetryAfter() {
      return Duration.ZERO;
    }

    @Override
    public Duration longestRetryAfter() {
      return Duration.ZERO;
    }
  }
}
