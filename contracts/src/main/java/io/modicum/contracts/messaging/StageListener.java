package io.modicum.contracts.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * What stands between a Kafka record and a stage: decoding, log context, retries with backoff while
 * a part is away, and what a failure leaves behind. No code of ours acknowledges: the channel does
 * when its handler returns, so after {@link Announcer#announce}, which waits for the broker. A
 * method that throws makes its channel put the record into the topic's dead-letter topic, see
 * {@link DeadLetterWhileRunning}.
 */
@ApplicationScoped
public class StageListener {

  private static final Logger LOG = Logger.getLogger(StageListener.class);

  private final Announcer announcer;
  private final MeterRegistry meters;
  private final StageConfig config;
  private final ObjectStore store;
  private final Stopping stopping;

  StageListener(
      Announcer announcer,
      MeterRegistry meters,
      StageConfig config,
      ObjectStore store,
      Stopping stopping) {
    this.announcer = announcer;
    this.meters = meters;
    this.config = config;
    this.store = store;
    this.stopping = stopping;
  }

  /**
   * Lets a stage work on a record; returns when its output is announced. What fails while the
   * process ends is not given up, nor what fails for a campaign or dataset that was deleted.
   *
   * @param stage the stage's name, as in {@code StageRun}
   * @param value the record's value
   * @throws InvalidInput if the record or what it names is at fault; {@code stage-failed} was
   *     announced
   * @throws Unavailable if a part stayed away through all retries; {@code stage-failed} was
   *     announced
   */
  public <E extends Event> void on(String stage, byte[] value, Class<E> type, Consumer<E> work) {
    failures(stage, true);
    failures(stage, false);
    E event = decode(stage, value, type);
    MDC.put("subject", event.subject());
    MDC.put("cycle", event.cycleOrNone());
    MDC.put("stage", stage);
    try {
      withRetries(stage, event, work);
    } catch (RuntimeException | Error failure) {
      if (new StageRun(stage, event).isUnwanted(store)) {
        LOG.infof("%s of %s ends, for it was deleted", stage, event.subject());
        return;
      }
      if (!stopping.isUnderWay()) {
        giveUp(stage, event, failure);
      }
      throw failure;
    } finally {
      MDC.remove("subject");
      MDC.remove("cycle");
      MDC.remove("stage");
    }
  }

  private <E extends Event> E decode(String stage, byte[] value, Class<E> type) {
    Topic<E> topic = Topic.of(type);
    try {
      if (value == null) {
        throw new InvalidInput(topic.name(), "the record has no value");
      }
      return Json.read(topic.name(), value, type);
    } catch (InvalidInput garbage) {
      LOG.errorf("record goes to %s: %s", topic.deadLetter(), garbage.getMessage());
      failures(stage, true).increment();
      throw garbage;
    }
  }

  private <E extends Event> void withRetries(String stage, E event, Consumer<E> work) {
    Duration wait = config.firstRetryAfter();
    for (int attempt = 1; ; attempt++) {
      try {
        work.accept(event);
        return;
      } catch (Unavailable unavailable) {
        if (stopping.isUnderWay() || attempt >= config.attempts()) {
          throw unavailable;
        }
        LOG.warnf(
            "%s of %s waits %d ms for attempt %d of %d: %s",
            stage,
            event.subject(),
            wait.toMillis(),
            attempt + 1,
            config.attempts(),
            unavailable.getMessage());
        sleep(wait, unavailable);
        wait = min(wait.multipliedBy(2), config.longestRetryAfter());
      }
    }
  }

  private void giveUp(String stage, Event event, Throwable failure) {
    boolean permanent = !(failure instanceof Unavailable);
    Topic<? extends Event> topic = Topic.of(event.getClass());
    String reason =
        failure instanceof InvalidInput || failure instanceof Unavailable
            ? failure.getMessage()
            : "a fault of Modicum's own, of which the service's log tells more: " + failure;
    LOG.errorf(
        failure,
        "%s of %s failed; its record goes to %s",
        stage,
        event.subject(),
        topic.deadLetter());
    failures(stage, permanent).increment();
    announcer.announce(
        new StageFailed(
            event.subject(),
            stage,
            event.cycleOrNone(),
            permanent,
            reason,
            topic.name(),
            new String(Json.bytes(event), StandardCharsets.UTF_8)));
  }

  /** Returns a counter that is there before the first failure, so that it is seen to rise. */
  private Counter failures(String stage, boolean permanent) {
    return Counter.builder("modicum.stage.failures")
        .description("Records that a stage gave up on")
        .tag("stage", stage)
        .tag("permanent", Boolean.toString(permanent))
        .register(meters);
  }

  private static void sleep(Duration wait, Unavailable reason) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
