package io.modicum.gateway.labeling.answer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of an action. */
@Schema(name = "ActResult")
public record LabelActionResult(long task, Outcome result) {

  /** Whether an action counts, or why not. */
  public enum Outcome {
    ACCEPTED,
    /** The annotator answered this task before; that answer stands until it is corrected. */
    ALREADY_ANSWERED,
    /** There is nothing of this annotator's to correct or to take back. */
    NOT_ANSWERED,
    /** Enough others answered, or a reviewer decided. */
    ALREADY_DECIDED,
    /** The answers so far left it to a reviewer. */
    UNDER_REVIEW,
    /** All images of the cycle were decided, and its labels are final. */
    CYCLE_COMPLETE,
    /** The campaign has no such task. */
    UNKNOWN_TASK;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
