package io.modicum.gateway.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What somebody may do, everywhere or in one campaign. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Labels the images that were leased to them, and sees no others. */
  ANNOTATOR,
  /** Reads and labels, and decides what annotators contest. */
  REVIEWER,
  /** Does everything. */
  ADMIN;

  /** Returns whether whoever has this role may do what the other role may. */
  public boolean includes(Role other) {
    return this == other || this == ADMIN || (this == REVIEWER && other != ADMIN);
  }

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
