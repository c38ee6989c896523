package io.modicum.contracts.messaging;

import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.stage.StageObserver;
import io.modicum.contracts.stage.StageRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Turns what stages tell into events, metrics and log lines. */
@ApplicationScoped
class AnnouncingObserver implements StageObserver {

  private static final Logger LOG = Logger.getLogger(AnnouncingObserver.class);
  private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();

  private final Announcer announcer;
  private final StageMeters meters;
  private final Map<StageRun, Told> told = new ConcurrentHashMap<>();

  /** When a run's progress was last announced, and all its latest metrics. */
  private record Told(long nanos, Map<String, Double> metrics) {}

  AnnouncingObserver(Announcer announcer, StageMeters meters) {
    this.announcer = announcer;
    this.meters = meters;
  }

  @Override
  public void waiting(StageRun run, int ahead) {
    LOG.infof("stage %s of %s, cycle %d, waits", run.stage(), run.subject(), run.cycle());
    Map<String, Double> metrics = Map.of(StageProgressed.AHEAD, (double) ahead);
    announcer.mention(event(run, StageProgressed.State.RUNNING, 0, 0, 0, -1, metrics));
  }

  @Override
  public void started(StageRun run) {
    LOG.infof("stage %s began for %s, cycle %d", run.stage(), run.subject(), run.cycle());
    meters.started(run);
    announcer.mention(event(run, StageProgressed.State.RUNNING, 0, 0, 0, -1, Map.of()));
  }

  @Override
  public void progressed(
      StageRun run,
      double done,
      double rate,
      double seconds,
      double secondsLeft,
      Map<String, Double> metrics) {
    meters.progressed(run, rate, metrics);
    long now = System.nanoTime();
    Told last = told.get(run);
    boolean quiet = last != null && now - last.nanos < QUIET_NANOS;
    told.put(run, new Told(quiet ? last.nanos : now, Map.copyOf(metrics)));
    if (!quiet) {
      announcer.mention(
          event(run, StageProgressed.State.RUNNING, done, rate, seconds, secondsLeft, metrics));
    }
  }

  @Override
  public void computed(StageRun run, double seconds) {
    ended(run, StageProgressed.State.COMPUTED, seconds);
  }

  @Override
  public void reused(StageRun run, double seconds) {
    ended(run, StageProgressed.State.REUSED, seconds);
  }

  @Override
  public void failed(StageRun run) {
    told.remove(run);
    meters.failed(run);
  }

  private void ended(StageRun run, StageProgressed.State state, double seconds) {
    String outcome = state.name().toLowerCase(Locale.ROOT);
    Told last = told.remove(run);
    LOG.infof("stage %s %s for %s, cycle %d", run.stage(), outcome, run.subject(), run.cycle());
    meters.ended(run, outcome, seconds);
    Map<String, Double> metrics = last == null ? Map.of() : last.metrics;
    announcer.mention(event(run, state, 1, 0, seconds, 0, metrics));
  }

  private static StageProgressed event(
      StageRun run,
      StageProgressed.State state,
      double done,
      double rate,
      double seconds,
      double secondsLeft,
      Map<String, Double> metrics) {
    return new StageProgressed(
        run.subject(),
        run.stage(),
        run.cycle(),
        state,
        100 * done,
        rate,
        seconds,
        secondsLeft,
        metrics);
  }
}
