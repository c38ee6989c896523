package io.modicum.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A stage began, moved on, or ended.
 *
 * @param subject the campaign, dataset or registered backbone
 * @param stage e.g. {@code pretrain}
 * @param cycle the cycle, or -1
 * @param state what the stage is doing
 * @param percent done so far, 0 to 100
 * @param rate images per second, 0 while unknown
 * @param seconds spent so far
 * @param secondsLeft estimate of what remains, -1 while unknown
 * @param metrics whatever else the stage measures, e.g. {@code loss}, and {@link #AHEAD}; without
 *     what is no number or infinite, for which JSON has no word
 */
public record StageProgressed(
    @JsonIgnore(false) String subject,
    String stage,
    int cycle,
    State state,
    double percent,
    double rate,
    double seconds,
    double secondsLeft,
    Map<String, Double> metrics)
    implements Event {

  /** The metric of a stage that has not begun: how many others have to finish first. */
  public static final String AHEAD = "ahead";

  @Override
  public int cycleOrNone() {
    return cycle;
  }

  /** What a stage is doing. */
  public enum State {
    /** It computes or, where the metric {@link #AHEAD} is told, waits to. */
    @JsonProperty("running")
    RUNNING,
    /** Its output was computed and committed. */
    @JsonProperty("computed")
    COMPUTED,
    /** Its output already stood, and nothing was computed. */
    @JsonProperty("reused")
    REUSED
  }

  public StageProgressed {
    percent = Double.isFinite(percent) ? percent : 0;
    rate = Double.isFinite(rate) ? rate : 0;
    secondsLeft = Double.isFinite(secondsLeft) ? secondsLeft : -1;
    metrics =
        metrics.entrySet().stream()
            .filter(metric -> Double.isFinite(metric.getValue()))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
