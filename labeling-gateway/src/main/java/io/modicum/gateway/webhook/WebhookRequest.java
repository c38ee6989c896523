package io.modicum.gateway.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Where to tell what.
 *
 * @param url where messages are posted to
 * @param events that are told of, all unless said
 * @param active whether messages are sent, true unless said
 */
record WebhookRequest(
    @NotBlank @Size(max = 2000) String url,
    @Size(min = 1) List<@NotNull WebhookEvent> events,
    Boolean active) {

  WebhookRequest {
    events = events == null ? List.of(WebhookEvent.values()) : events.stream().distinct().toList();
    active = active == null || active;
  }
}
