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
  private final Turns turns;

  /**
   * @param software name and version of the program, written into each manifest
   */
  public StageRule(ObjectStore store, StageObserver observer, String software) {
    this(store, observer, software, new Turns(Integer.MAX_VALUE, observer));
  }

  private StageRule(ObjectStore store, StageObserver observer, String software, Turns turns) {
    this.store = store;
    this.observer = observer;
    this.software = software;
    this.turns = turns;
  }

  /**
   * Returns the same rule for stages that take turns at computing. What stands already waits for
   * nobody.
   */
  public StageRule inTurns(Turns turns) {
    return new StageRule(store, observer, software, turns);
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
   * @throws Unwanted if the output does not stand, and who asks was deleted
   */
  public <C> Manifest<C> run(
      StageRun run, String manifestKey, Class<C> content, Computation<C> computation) {
    return standing(run, manifestKey, content)
        .orElseGet(
            () ->
                turns.take(run, waited -> inTurn(run, waited, manifestKey, content, computation)));
  }

  /** Much may have come and gone while the run waited for its turn. */
  private <C> Manifest<C> inTurn(
      StageRun run,
      boolean waited,
      String manifestKey,
      Class<C> content,
      Computation<C> computation) {
    Optional<Manifest<C>> standing =
        waited ? standing(run, manifestKey, content) : Optional.empty();
    return standing.orElseGet(() -> observed(run, manifestKey, content, computation));
  }

  private <C> Manifest<C> observed(
      StageRun run, String manifestKey, Class<C> content, Computation<C> computation) {
    observer.started(run);
    try {
      return compute(run, manifestKey, content, computation);
    } catch (RuntimeException | Error failure) {
      observer.failed(run);
      throw failure;
    }
  }

  /** Returns the manifest that stands; if there is none, somebody must wait for it. */
  private <C> Optional<Manifest<C>> standing(StageRun run, String manifestKey, Class<C> content) {
    long start = System.nanoTime();
    Optional<byte[]> standing = store.find(manifestKey);
    if (standing.isEmpty()) {
      run.requireWanted(store);
      return Optional.empty();
    }
    observer.reused(run, seconds(start));
    return Optional.of(Manifest.decode(manifestKey, standing.get(), content));
  }

  private <C> Manifest<C> compute(
      StageRun run, String manifestKey, Class<C> content, Computation<C> computation) {
    long start = System.nanoTime();
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
