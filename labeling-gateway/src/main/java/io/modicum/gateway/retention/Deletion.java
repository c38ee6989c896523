package io.modicum.gateway.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * That something was deleted, by whom and when.
 *
 * @param subject id of what it was
 * @param name what people called it
 * @param actor who asked for it
 * @param completed when the last object was gone, empty while that is under way
 * @param objects how many objects of the store it had
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Deletion(
    long id,
    Kind kind,
    String subject,
    String name,
    String actor,
    Instant requested,
    Optional<Instant> completed,
    long objects) {

  /** What can be deleted. */
  public enum Kind {
    CAMPAIGN,
    DATASET;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
