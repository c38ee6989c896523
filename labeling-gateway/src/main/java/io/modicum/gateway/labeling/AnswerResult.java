package io.modicum.gateway.labeling;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of an answer. */
public record AnswerResult(long task, Outcome result) {

  /** Whether an answer counts, or why not. */
  public enum Outcome {
    ACCEPTED,
    /** The annotator answered this task before; that answer stands. */
    ALREADY_ANSWERED,
    /** Enough others answered while the annotator was at it. */
    ALREADY_DECIDED,
    /** The campaign has no such task. */
    UNKNOWN_TASK;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
