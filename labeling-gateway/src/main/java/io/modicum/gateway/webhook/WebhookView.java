package io.modicum.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A webhook as clients see it.
 *
 * @param active whether messages are sent; a receiver that answers 410 ends that
 * @param secret that signs the messages; told once, in the answer that makes the webhook
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record WebhookView(
    long id,
    String url,
    List<WebhookEvent> events,
    boolean active,
    Instant created,
    Optional<String> secret) {

  static WebhookView of(Webhook webhook) {
    return of(webhook, Optional.empty());
  }

  static WebhookView withSecret(Webhook webhook, WebhookSecret secret) {
    return of(webhook, Optional.of(secret.text()));
  }

  private static WebhookView of(Webhook webhook, Optional<String> secret) {
    return new WebhookView(
        webhook.id(), webhook.url(), webhook.events(), webhook.active(), webhook.created(), secret);
  }
}
