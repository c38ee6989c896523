package io.modicum.gateway.webhook;

import io.modicum.contracts.store.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Tells webhooks what a transaction has done if, and only if, it commits. */
@ApplicationScoped
public class Webhooks {

  private final DeliveryTable deliveries;
  private final Event<DeliveriesAdded> added;

  Webhooks(DeliveryTable deliveries, Event<DeliveriesAdded> added) {
    this.deliveries = deliveries;
    this.added = added;
  }

  /** Messages wait to be sent. */
  record DeliveriesAdded() {}

  private record Payload(String type, String timestamp, Notice data) {}

  /** Lets all webhooks that want it be told after the caller's transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void tell(Notice notice) {
    String message = "msg_" + UUID.randomUUID().toString().replace("-", "");
    String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    Payload payload = new Payload(notice.event().text(), now, notice);
    String json = new String(Json.bytes(payload), StandardCharsets.UTF_8);
    if (deliveries.add(message, notice.event(), json) > 0) {
      added.fire(new DeliveriesAdded());
    }
  }
}
