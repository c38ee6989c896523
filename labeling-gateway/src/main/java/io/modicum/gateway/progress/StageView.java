package io.modicum.gateway.progress;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.modicum.contracts.event.StageProgressed;
import java.util.Map;

/**
 * The latest that a stage told, as far as it is finite: what is no number is as if it were not
 * known.
 *
 * @param cycle the cycle, or -1
 * @param state what it does; one that waits for others counts as running to those who keep it, in
 *     the database and in events, since a release before knows no waiting
 * @param percent done so far, 0 to 100
 * @param rate images per second, 0 while unknown; of a computed stage the last that it told
 * @param seconds spent so far
 * @param secondsLeft estimate of what remains, -1 while unknown
 */
public record StageView(
    @JsonIgnore String subject,
    String stage,
    int cycle,
    State state,
    double percent,
    double rate,
    double seconds,
    double secondsLeft,
    Map<String, Double> metrics) {

  /** What a stage is doing, as it is shown. */
  public enum State {
    /** Others have to finish before it begins; the metric {@code ahead} tells how many. */
    @JsonProperty("waiting")
    WAITING,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("computed")
    COMPUTED,
    @JsonProperty("reused")
    REUSED
  }

  public StageView {
    percent = finite(percent, 0);
    rate = finite(rate, 0);
    seconds = finite(seconds, 0);
    secondsLeft = finite(secondsLeft, -1);
    metrics =
        metrics.entrySet().stream()
            .filter(metric -> Double.isFinite(metric.getValue()))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static double finite(double told, double unknown) {
    return Double.isFinite(told) ? told : unknown;
  }

  static StageView of(StageProgressed event) {
    return new StageView(
        event.subject(),
        event.stage(),
        event.cycle(),
        state(event),
        event.percent(),
        event.rate(),
        event.seconds(),
        event.secondsLeft(),
        event.metrics());
  }

  /** A stage has begun once it has done anything, even if a release before left {@code ahead}. */
  private static State state(StageProgressed event) {
    return switch (event.state()) {
      case RUNNING ->
          event.metrics().containsKey(StageProgressed.AHEAD) && !goesOn(event)
              ? State.WAITING
              : State.RUNNING;
      case COMPUTED -> State.COMPUTED;
      case REUSED -> State.REUSED;
    };
  }

  /** Whether an event changes what stands: an ended stage only moves when it begins anew. */
  static boolean supersedes(StageProgressed event, StageProgressed.State standing) {
    return switch (standing) {
      case RUNNING -> true;
      case REUSED, COMPUTED -> !hasEnded(event) && !goesOn(event);
    };
  }

  private static boolean hasEnded(StageProgressed event) {
    return event.state() == StageProgressed.State.COMPUTED
        || event.state() == StageProgressed.State.REUSED;
  }

  /** Whether a stage that began before tells that it is still running. */
  static boolean goesOn(StageProgressed event) {
    return event.state() == StageProgressed.State.RUNNING
        && (event.percent() > 0 || event.seconds() > 0);
  }
}
