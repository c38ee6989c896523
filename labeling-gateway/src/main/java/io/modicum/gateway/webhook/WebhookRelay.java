package io.modicum.gateway.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.gateway.worker.NudgedWorker;
import io.modicum.gateway.worker.NudgedWorkers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends messages to webhooks at least once. A gateway takes a message for as long as an attempt may
 * last; if it dies meanwhile, another sends the message again, under the same name. A receiver that
 * does not answer holds the others back by one timeout at most.
 */
@Startup
@ApplicationScoped
class WebhookRelay {

  private static final int AT_ONCE = 16;
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final DeliveryTable deliveries;
  private final WebhookTable webhooks;
  private final WebhookClient client;
  private final WebhookConfig config;
  private final RetrySchedule schedule;
  private final ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
  private final NudgedWorker worker = new NudgedWorker("webhook-relay", this::sendAll);

  WebhookRelay(
      DeliveryTable deliveries,
      WebhookTable webhooks,
      WebhookClient client,
      WebhookConfig config,
      MeterRegistry meters,
      NudgedWorkers workers) {
    this.deliveries = deliveries;
    this.webhooks = webhooks;
    this.client = client;
    this.config = config;
    this.schedule = new RetrySchedule(config.retryAfter());
    Gauge.builder("modicum.webhooks.pending", deliveries, DeliveryTable::pending)
        .description("Messages to webhooks that wait to be sent")
        .register(meters);
    workers.add(worker);
  }

  void added(@Observes(during = TransactionPhase.AFTER_SUCCESS) Webhooks.DeliveriesAdded added) {
    worker.nudge();
  }

  @Scheduled(every = "1h")
  void forget() {
    deliveries.forget(config.keep());
  }

  @PreDestroy
  void stop() {
    senders.shutdown();
  }

  private void sendAll() {
    List<DeliveryTable.Due> due = deliveries.claim(AT_ONCE, config.timeout().plus(MARGIN));
    while (!due.isEmpty()) {
      try {
        senders.invokeAll(due.stream().map(this::sending).toList());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
      due = deliveries.claim(AT_ONCE, config.timeout().plus(MARGIN));
    }
  }

  private Callable<Void> sending(DeliveryTable.Due due) {
    return () -> {
      worker.each(List.of(due), this::send);
      return null;
    };
  }

  private void send(DeliveryTable.Due due) {
    Outcome outcome = client.send(due);
    QuarkusTransaction.requiringNew().run(() -> record(due, outcome));
  }

  private void record(DeliveryTable.Due due, Outcome outcome) {
    deliveries.log(due.delivery(), outcome);
    if (outcome.delivered()) {
      deliveries.end(due.delivery(), Delivery.State.DELIVERED);
    } else if (outcome.unwanted()) {
      deliveries.end(due.delivery(), Delivery.State.FAILED);
      webhooks.deactivate(due.webhook());
    } else {
      schedule
          .after(due.attempts(), outcome.retryAfter(), ThreadLocalRandom.current().nextDouble())
          .ifPresentOrElse(
              wait -> deliveries.postpone(due.delivery(), wait),
              () -> deliveries.end(due.delivery(), Delivery.State.FAILED));
    }
  }
}
