package io.modicum.contracts.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.modicum.contracts.stage.StageRun;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * Measures stages for {@code /q/metrics}. Stages and what they measure of themselves are bounded
 * sets; campaigns and datasets are no labels here. What a stage says of its work in progress is
 * gone with the work, so that no alert rests on a number of the past.
 */
@Singleton
class StageMeters {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofDays(1),
    Duration.ofDays(3)
  };

  private final MeterRegistry meters;
  private final Map<String, Work> stages = new ConcurrentHashMap<>();

  StageMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A computation under way, as it was when it last told of itself. */
  private record Moved(long nanos, double rate, Map<String, Double> metrics) {}

  /** The computations of one stage that are under way in this process. */
  private final class Work {

    private final Map<StageRun, Moved> runs = new ConcurrentHashMap<>();
    private final Set<String> measured = ConcurrentHashMap.newKeySet();

    Work(String stage) {
      Tags tags = Tags.of("stage", stage);
      gauge("modicum.stage.running", "Computations under way", tags, Map::size);
      gauge(
          "modicum.stage.since.progress.seconds",
          "Time since the computation that has been silent for longest told of progress",
          tags,
          now -> now.values().stream().mapToDouble(Work::age).max().orElse(0));
      gauge(
          "modicum.stage.images.per.second",
          "Images that computations under way get done",
          tags,
          now -> now.values().stream().mapToDouble(Moved::rate).sum());
    }

    void measures(String stage, Collection<String> metrics) {
      metrics.stream()
          .filter(measured::add)
          .forEach(
              metric ->
                  gauge(
                      "modicum.stage.metric",
                      "The latest that a computation under way measured of itself",
                      Tags.of("stage", stage, "metric", metric),
                      now -> latest(now.values(), metric)));
    }

    private void gauge(
        String name, String description, Tags tags, ToDoubleFunction<Map<StageRun, Moved>> value) {
      Gauge.builder(name, runs, value).description(description).tags(tags).register(meters);
    }

    private static double age(Moved moved) {
      return (System.nanoTime() - moved.nanos) / 1e9;
    }

    private static double latest(Collection<Moved> runs, String metric) {
      return runs.stream()
          .filter(moved -> moved.metrics.containsKey(metric))
          .max(Comparator.comparingLong(Moved::nanos))
          .map(moved -> moved.metrics.get(metric))
          .orElse(Double.NaN);
    }
  }

  void started(StageRun run) {
    work(run).runs.put(run, new Moved(System.nanoTime(), 0, Map.of()));
  }

  /** Ignores runs that did not start here: a shard tells of the whole that it is a part of. */
  void progressed(StageRun run, double rate, Map<String, Double> metrics) {
    Moved moved = new Moved(System.nanoTime(), rate, Map.copyOf(metrics));
    Work work = work(run);
    if (work.runs.replace(run, moved) != null) {
      work.measures(run.stage(), metrics.keySet());
    }
  }

  void ended(StageRun run, String outcome, double seconds) {
    work(run).runs.remove(run);
    Timer.builder("modicum.stage")
        .description("Time from finding no output, or one, to its manifest standing")
        .tag("stage", run.stage())
        .tag("outcome", outcome)
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record(Duration.ofNanos((long) (seconds * 1e9)));
  }

  void failed(StageRun run) {
    work(run).runs.remove(run);
  }

  private Work work(StageRun run) {
    return stages.computeIfAbsent(run.stage(), Work::new);
  }
}
