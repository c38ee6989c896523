package io.modicum.contracts.stage;

import java.util.Map;

/** Hears how a stage moves. Calls may come from any thread and must not block for long. */
public interface StageObserver {

  /**
   * Others have to finish before this run begins.
   *
   * @param ahead how many, at least 1
   */
  void waiting(StageRun run, int ahead);

  /** The output does not stand yet; computing begins. */
  void started(StageRun run);

  /**
   * Some of the work is done.
   *
   * @param done share of the work, in [0, 1]
   * @param rate images per second
   * @param secondsLeft estimate of what remains
   * @param metrics whatever else the stage measures
   */
  void progressed(
      StageRun run,
      double done,
      double rate,
      double seconds,
      double secondsLeft,
      Map<String, Double> metrics);

  /** The output was computed and committed. */
  void computed(StageRun run, double seconds);

  /** The output already stood. */
  void reused(StageRun run, double seconds);

  /** Computing the output ended without one. */
  void failed(StageRun run);
}
