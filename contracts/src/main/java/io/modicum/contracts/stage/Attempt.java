package io.modicum.contracts.stage;

import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One computation of a stage's output: where it puts its parts and tells its progress. The parts'
 * keys are unique to the attempt, so that two attempts never touch each other's objects.
 */
public final class Attempt {

  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final ObjectStore store;
  private final StageObserver observer;
  private final StageRun run;
  private final String prefix;
  private final List<Part> parts = new ArrayList<>();
  private final List<String> inputs = new ArrayList<>();
  private final long startNanos = System.nanoTime();
  private long lookedNanos = startNanos;
  private double secondsBefore;
  private double doneBefore;

  Attempt(ObjectStore store, StageObserver observer, StageRun run, String manifestKey) {
    this.store = store;
    this.observer = observer;
    this.run = run;
    this.prefix = manifestKey.replaceFirst("\\.json$", "") + "-parts/" + UUID.randomUUID() + "/";
  }

  /** Writes one of the output's parts. */
  public Part put(String name, byte[] bytes) {
    String key = prefix + name;
    store.put(key, bytes, "application/octet-stream");
    Part part = new Part(name, key, ContentAddress.sha256(bytes), bytes.length);
    parts.add(part);
    return part;
  }

  /**
   * Writes one of the output's parts from a file.
   *
   * @throws IOException if the file cannot be read
   */
  public Part put(String name, Path file) throws IOException {
    String key = prefix + name;
    store.upload(key, file, "application/octet-stream");
    Part part = new Part(name, key, ContentAddress.sha256(file), Files.size(file));
    parts.add(part);
    return part;
  }

  /** Adopts a part that another stage wrote, under a name of this output's own. */
  public void adopt(String name, Part part) {
    parts.add(new Part(name, part.key(), part.sha256(), part.bytes()));
  }

  /** Counts the time that adopted parts took to make as part of this computation's. */
  public void adoptSeconds(double seconds) {
    secondsBefore += seconds;
  }

  /**
   * Goes on from what an attempt before this one left.
   *
   * @param done share of the work, in [0, 1]
   */
  public void goOnFrom(double done) {
    doneBefore = done;
  }

  /** Records that the output was made from the object under a key. */
  public void madeFrom(String key) {
    inputs.add(key);
  }

  /**
   * Tells how far the computation is; may be called often.
   *
   * @throws Unwanted if who asked was deleted
   * @param done share of the work, in [0, 1]
   * @param rate images per second, 0 while unknown
   * @param metrics e.g. {@code loss}
   */
  public void progress(double done, double rate, Map<String, Double> metrics) {
    requireWanted();
    double seconds = seconds();
    double own = done - doneBefore;
    double left = own > 0 ? seconds * (1 - done) / own : -1;
    observer.progressed(run, done, rate, seconds, left, metrics);
  }

  /**
   * Ends the computation if who asked was deleted; may be called often, by one thread at a time. A
   * store that does not answer says nothing of that, so the work goes on.
   *
   * @throws Unwanted if it was
   */
  public void requireWanted() {
    long now = System.nanoTime();
    if (now - lookedNanos >= LOOK_EVERY_NANOS) {
      lookedNanos = now;
      if (run.isUnwanted(store)) {
        throw new Unwanted(run.subject());
      }
    }
  }

  double seconds() {
    return secondsBefore + (System.nanoTime() - startNanos) / 1e9;
  }

  List<Part> parts() {
    return parts;
  }

  List<String> inputs() {
    return inputs;
  }
}
