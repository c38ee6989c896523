package io.modicum.contracts.stage;

import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The rule by which every stage works: find the output, else compute it, commit it by a conditional
 * put of its manifest, and let the caller announce what stands. So a stage may be asked any number
 * of times, by any number of replicas, and its output is made once in effect. Thread-safe.
 */
public final class StageRule {

  private final ObjectStore store;
  private final StageObserver observer;
  private final String software;

  /**
   * @param software name and version of the program, written into each manifest
   */
  public StageRule(ObjectStore store, StageObserver observer, String software) {
    this.store = store;
    this.observer = observer;
    this.software = software;
  }

  /** Makes a stage's output: puts the parts and returns what the manifest says of them. */
  @FunctionalInterface
  public interface Computation<C> {
    C compute(Attempt attempt);
  }

  /**
   * Returns the manifest that stands under a key, having made it if there was none.
   *
   * @param content type of the manifest's content
   * @throws CampaignGone if the output does not stand, and the campaign that asks was deleted
   */
  public <C> Manifest<C> run(
      StageRun run, String manifestKey, Class<C> content, Computation<C> computation) {
    long start = System.nanoTime();
    Optional<byte[]> standing = store.find(manifestKey);
    if (standing.isPresent()) {
      observer.reused(run, seconds(start));
      return Manifest.decode(manifestKey, standing.get(), content);
    }
    run.requireCampaign(store);
    observer.started(run);
    try {
      return compute(run, manifestKey, content, computation, start);
    } catch (RuntimeException | Error failure) {
      observer.failed(run);
      throw failure;
    }
  }

  private <C> Manifest<C> compute(
      StageRun run, String manifestKey, Class<C> content, Computation<C> computation, long start) {
    Attempt attempt = new Attempt(store, observer, run, manifestKey);
    C made = computation.compute(attempt);
    Manifest<C> manifest =
        new Manifest<>(
            made,
            attempt.parts(),
            attempt.inputs(),
            software,
            attempt.seconds(),
            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    if (store.putIfAbsent(manifestKey, Json.bytes(manifest), "application/json")) {
      observer.computed(run, manifest.seconds());
      return manifest;
    }
    observer.reused(run, seconds(start));
    return Manifest.read(store, manifestKey, content);
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
