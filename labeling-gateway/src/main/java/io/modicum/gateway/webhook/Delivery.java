package io.modicum.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A message to a webhook, and how far it got.
 *
 * @param message its name, the same in every attempt ({@code webhook-id})
 * @param payload what is sent, JSON
 * @param due when it is sent next, if it is pending
 */
record Delivery(
    long id,
    String message,
    WebhookEvent event,
    @JsonRawValue @Schema(implementation = Object.class) String payload,
    State state,
    Instant due,
    Instant created,
    List<Attempt> attempts) {

  Delivery with(List<Attempt> made) {
    return new Delivery(id, message, event, payload, state, due, created, made);
  }

  /** How far a delivery got. */
  @Schema(name = "DeliveryState")
  public enum State {
    PENDING,
    DELIVERED,
    /** Given up; it can be replayed. */
    FAILED;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One attempt to deliver.
   *
   * @param status of the receiver's answer, if one came
   * @param problem why it counts as failed, empty if it does not
   * @param millis how long it took
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Attempt(Instant made, Optional<Integer> status, String problem, int millis) {}
}
