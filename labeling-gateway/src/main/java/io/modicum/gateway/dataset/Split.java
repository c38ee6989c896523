package io.modicum.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an image of a dataset is for. */
public enum Split {
  /** It may be labelled. */
  POOL,
  /** Accuracy is measured on it. */
  TEST;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
