package io.modicum.gateway.backbone;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a registered backbone is. */
public enum BackboneState {
  /** Uploaded, and waiting for the result of its check. */
  CHECKING,
  /** Checked; campaigns may use it. */
  READY,
  /** It cannot be a backbone, or could not be checked; its failure says why. */
  REFUSED;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static BackboneState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
