package io.modicum.gateway.campaign;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.modicum.contracts.event.StageProgressed;
import java.util.Map;

/**
 * The latest that a stage told.
 *
 * @param cycle the cycle, or -1
 * @param percent done so far, 0 to 100
 * @param rate images per second, 0 while unknown
 * @param seconds spent so far
 * @param secondsLeft estimate of what remains, -1 while unknown
 */
public record StageView(
    @JsonIgnore String subject,
    String stage,
    int cycle,
    StageProgressed.State state,
    double percent,
    double rate,
    double seconds,
    double secondsLeft,
    Map<String, Double> metrics) {

  /** Whether an event changes what stands: an ended stage only moves when it begins anew. */
  static boolean supersedes(StageProgressed event, StageProgressed.State standing) {
    return switch (standing) {
      case RUNNING -> true;
      case REUSED, COMPUTED -> event.state() == StageProgressed.State.RUNNING && !goesOn(event);
    };
  }

  /** Whether a stage that began before tells that it is still running. */
  static boolean goesOn(StageProgressed event) {
    return event.state() == StageProgressed.State.RUNNING
        && (event.percent() > 0 || event.seconds() > 0);
  }
}
