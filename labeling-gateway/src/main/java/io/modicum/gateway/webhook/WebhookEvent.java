package io.modicum.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a webhook can be told of. */
public enum WebhookEvent {
  /** A cycle asks people for labels. */
  LABELS_REQUESTED,
  /** Every image of a cycle has its label. */
  CYCLE_COMPLETED,
  /** A campaign has ended as it should. */
  CAMPAIGN_COMPLETED;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static WebhookEvent of(String text) {
    return Arrays.stream(values())
        .filter(event -> event.text().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
