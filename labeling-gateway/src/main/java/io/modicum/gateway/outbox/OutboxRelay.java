package io.modicum.gateway.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.messaging.Announcer;
import io.modicum.gateway.storage.NudgedWorker;
import io.modicum.gateway.storage.NudgedWorkers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends what waits in the outbox, oldest first, and removes it when the broker has it. */
@Startup
@ApplicationScoped
class OutboxRelay {

  private static final int BATCH = 50;

  private final Outbox outbox;
  private final Announcer announcer;
  private final NudgedWorker worker = new NudgedWorker("outbox-relay", this::sendAll);

  OutboxRelay(Outbox outbox, Announcer announcer, MeterRegistry meters, NudgedWorkers workers) {
    this.outbox = outbox;
    this.announcer = announcer;
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

  private void sendAll() {
    boolean more = true;
    while (more) {
      more = QuarkusTransaction.requiringNew().call(this::sendSome);
    }
  }

  private boolean sendSome() {
    if (!outbox.takeTurn()) {
      return false;
    }
    List<Outbox.Waiting> oldest = outbox.oldest(BATCH);
    for (Outbox.Waiting waiting : oldest) {
      byte[] payload = waiting.payload().getBytes(StandardCharsets.UTF_8);
      TraceParent.resume(
          waiting.traceparent(),
          () -> announcer.announce(Topic.named(waiting.topic()).read(payload)));
      outbox.remove(waiting.id());
    }
    return oldest.size() == BATCH;
  }
}
