package io.modicum.gateway.webhook;

import java.time.Instant;
import java.util.List;

/**
 * Where someone wants to be told of events.
 *
 * @param active whether messages are sent; a receiver that answers 410 ends that
 * @param version grows with each change
 */
public record Webhook(
    long id,
    String url,
    List<WebhookEvent> events,
    boolean active,
    long version,
    Instant created) {}
