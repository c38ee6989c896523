package io.modicum.gateway.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.messaging.Announcer;
import io.modicum.contracts.store.Json;
import io.modicum.gateway.storage.NudgedWorker;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Sends what waits in the outbox, oldest first, and removes it when the broker has it. */
@ApplicationScoped
class OutboxRelay {

  private static final int BATCH = 50;

  private final Outbox outbox;
  private final Announcer announcer;
  private final NudgedWorker worker = new NudgedWorker("outbox-relay", this::sendAll);

  OutboxRelay(Outbox outbox, Announcer announcer, MeterRegistry meters) {
    this.outbox = outbox;
    this.announcer = announcer;
    Gauge.builder("modicum.outbox.depth", outbox, Outbox::depth)
        .description("Events that wait to be sent")
        .register(meters);
  }

  void filled(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutboxFilled filled) {
    worker.nudge();
  }

  @Scheduled(every = "{modicum.gateway.poll}")
  void poll() {
    worker.nudge();
  }

  @PreDestroy
  void stop() {
    worker.close();
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
      send(waiting);
      outbox.remove(waiting.id());
    }
    return oldest.size() == BATCH;
  }

  private void send(Outbox.Waiting waiting) {
    Context trace =
        W3CTraceContextPropagator.getInstance()
            .extract(
                Context.root(), Map.of(Outbox.TRACEPARENT, waiting.traceparent()), MapGetter.MAP);
    try (Scope ignored = trace.makeCurrent()) {
      announcer.announce(event(waiting));
    }
  }

  private static Event event(Outbox.Waiting waiting) {
    Topic<?> topic =
        Topic.all().stream()
            .filter(known -> known.name().equals(waiting.topic()))
            .findFirst()
            .orElseThrow();
    return Json.read(
        topic.name(), waiting.payload().getBytes(StandardCharsets.UTF_8), topic.event());
  }

  private enum MapGetter implements TextMapGetter<Map<String, String>> {
    MAP;

    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public String get(Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  }
}
