package io.modicum.gateway.campaign;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a campaign is. */
public enum CampaignState {
  RUNNING,
  /** Running, and people are to answer its open tasks. */
  WAITING_FOR_LABELS,
  COMPLETED,
  /** A stage gave up; a retry sends what it gave up on once more. */
  FAILED;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static CampaignState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
