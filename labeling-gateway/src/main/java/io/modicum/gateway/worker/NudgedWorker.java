package io.modicum.gateway.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Does one kind of work on a thread of its own, soon after it is nudged. Nudges that come before
 * the work begins are one; a nudge during the work causes another round, so none is lost.
 */
public final class NudgedWorker implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(NudgedWorker.class);

  private final String name;
  private final Runnable work;
  private final AtomicBoolean nudged = new AtomicBoolean();
  private final ExecutorService thread;
  private final Executor afterPause;

  public NudgedWorker(String name, Runnable work) {
    this(name, work, Duration.ZERO);
  }

  /**
   * @param pause between a nudge and the work, in which more nudges may come
   */
  public NudgedWorker(String name, Runnable work, Duration pause) {
    this.name = name;
    this.work = work;
    ClassLoader ofTheMaker = Thread.currentThread().getContextClassLoader();
    this.thread =
        Executors.newSingleThreadExecutor(
            body -> {
              Thread made = new Thread(body, name);
              made.setDaemon(true);
              made.setContextClassLoader(ofTheMaker);
              return made;
            });
    this.afterPause =
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, thread);
  }

  /** Asks for a round of work and returns at once. */
  public void nudge() {
    if (nudged.compareAndSet(false, true) && !thread.isShutdown()) {
      afterPause.execute(this::round);
    }
  }

  /** Does a part of the work for each item; where that fails, the others still get theirs. */
  public <T> void each(List<T> items, Consumer<T> part) {
    items.forEach(item -> attempt(() -> part.accept(item)));
  }

  private void round() {
    nudged.set(false);
    attempt(work);
  }

  private void attempt(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException failure) {
      LOG.warnf(failure, "%s will try again: %s", name, failure.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
