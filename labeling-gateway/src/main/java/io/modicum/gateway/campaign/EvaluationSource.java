package io.modicum.gateway.campaign;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where the images are from that accuracy is measured on. */
public enum EvaluationSource {
  TEST_SPLIT,
  /** Images of the pool, drawn at random, that people label. */
  SAMPLE,
  NONE;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
