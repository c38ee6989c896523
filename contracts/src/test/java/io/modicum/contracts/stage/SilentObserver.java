package io.modicum.contracts.stage;

import java.util.Map;

/** Lets stages move without telling anybody; a test overrides what it wants to hear. */
public class SilentObserver implements StageObserver {

  @Override
  public void waiting(StageRun run, int ahead) {}

  @Override
  public void started(StageRun run) {}

  @Override
  public void progressed(
      StageRun run,
      double done,
      double rate,
      double seconds,
      double secondsLeft,
      Map<String, Double> metrics) {}

  @Override
  public void computed(StageRun run, double seconds) {}

  @Override
  public void reused(StageRun run, double seconds) {}

  @Override
  public void failed(StageRun run) {}
}
