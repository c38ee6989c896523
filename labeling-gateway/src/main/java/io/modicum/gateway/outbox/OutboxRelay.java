package io.modicum.gateway.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.messaging.Announcer;
import io.modicum.gateway.worker.NudgedWorker;
import io.modicum.gateway.worker.NudgedWorkers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Sends what waits in the outbox, oldest first, and removes it when the broker has it. What cannot
 * be sent now holds back what has its key or topic, and no other; what never can leaves the outbox
 * for what its campaign failed with, from where a retry brings it back.
 */
@Startup
@ApplicationScoped
class OutboxRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final String STAGE = "announce";
  private static final int NO_CYCLE = -1;
  private static final int BATCH = 50;
  private static final int LONGEST_SECONDS = (int) Duration.ofHours(1).toSeconds();

  private final Outbox outbox;
  private final Announcer announcer;
  private final jakarta.enterprise.event.Event<EventRefused> refused;
  private final Counter unsendable;
  private final NudgedWorker worker = new NudgedWorker("outbox-relay", this::sendAll);

  OutboxRelay(
      Outbox outbox,
      Announcer announcer,
      jakarta.enterprise.event.Event<EventRefused> refused,
      MeterRegistry meters,
      NudgedWorkers workers) {
    this.outbox = outbox;
    this.announcer = announcer;
    this.refused = refused;
    this.unsendable = meters.counter("modicum.stage.failures", "stage", STAGE, "permanent", "true");
    Gauge.builder("modicum.outbox.depth", outbox, Outbox::depth)
        .description("Events that wait to be sent")
        .register(meters);
    Gauge.builder("modicum.outbox.oldest.seconds", outbox, Outbox::oldestSeconds)
        .description("How long the first of the events that wait to be sent has waited")
        .register(meters);
    workers.add(worker);
  }

  void filled(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutboxFilled filled) {
    worker.nudge();
  }

  /** What cannot be sent now; so what comes after it waits, too, and nothing else does. */
  private static final class Held {
    private final Set<String> topics = new HashSet<>();
    private final Set<String> keys = new HashSet<>();
    private Unavailable reason;

    boolean holds(Outbox.Waiting waiting) {
      return topics.contains(waiting.topic()) || keys.contains(waiting.key());
    }

    void add(Outbox.Waiting waiting, Unavailable away) {
      topics.add(waiting.topic());
      keys.add(waiting.key());
      reason = away;
    }
  }

  private void sendAll() {
    Held held = new Held();
    boolean more = true;
    while (more) {
      more = QuarkusTransaction.requiringNew().timeout(LONGEST_SECONDS).call(() -> sendSome(held));
    }
    if (held.reason != null) {
      throw held.reason;
    }
  }

  private boolean sendSome(Held held) {
    if (!outbox.takeTurn()) {
      return false;
    }
    List<Outbox.Waiting> oldest = outbox.oldest(BATCH, held.topics, held.keys);
    for (Outbox.Waiting waiting : oldest) {
      if (!held.holds(waiting)) {
        send(waiting, held);
      }
    }
    return oldest.size() == BATCH;
  }

  private void send(Outbox.Waiting waiting, Held held) {
    byte[] payload = waiting.payload().getBytes(StandardCharsets.UTF_8);
    try {
      TraceParent.resume(
          waiting.traceparent(),
          () -> announcer.announce(Topic.named(waiting.topic()).read(payload)));
    } catch (Unavailable away) {
      held.add(waiting, away);
      return;
    } catch (InvalidInput never) {
      LOG.errorf(
          "an event of '%s' cannot be sent and leaves the outbox: %s",
          waiting.key(), never.getMessage());
      unsendable.increment();
      refused.fire(
          new EventRefused(
              new StageFailed(
                  waiting.key(),
                  STAGE,
                  NO_CYCLE,
                  true,
                  "an event could not be sent: " + never.getMessage(),
                  waiting.topic(),
                  waiting.payload())));
    }
    outbox.remove(waiting.id());
  }
}
