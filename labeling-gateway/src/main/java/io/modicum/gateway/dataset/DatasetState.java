package io.modicum.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a dataset is. */
public enum DatasetState {
  /** Uploaded, and waiting to be packed. */
  REGISTERED,
  /** Packed; campaigns may use it. */
  READY,
  /** Its archive could not be packed. */
  FAILED;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DatasetState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
