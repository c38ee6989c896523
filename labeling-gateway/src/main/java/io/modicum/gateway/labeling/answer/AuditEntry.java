package io.modicum.gateway.labeling.answer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One thing that happened to a task, before it is written down.
 *
 * @param by who did it: an annotator, a reviewer, or a rule by its name
 * @param label index of the class, where it names one
 * @param reason in the words of who did it; empty where there are none
 * @param replaces the entry whose statement it takes the place of
 */
record AuditEntry(
    TaskStatus task,
    Kind kind,
    String by,
    OptionalInt label,
    String reason,
    OptionalLong replaces) {

  /** What happened. */
  enum Kind {
    ANSWERED,
    CORRECTED,
    WITHDRAWN,
    SKIPPED,
    /** A reviewer decided. */
    REVIEWED,
    /** A reviewer took the image out of the cycle. */
    LEFT_OUT,
    /** A reviewer had the image asked for again, and what was said of it counts no more. */
    PUT_BACK,
    /** The rule decided. */
    DECIDED,
    /** The rule left it to a reviewer. */
    CONTESTED,
    /** What was decided or contested is open again. */
    REOPENED;

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
