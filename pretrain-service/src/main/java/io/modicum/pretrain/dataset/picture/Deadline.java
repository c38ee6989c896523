package io.modicum.pretrain.dataset.picture;

import io.modicum.contracts.failure.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounds the time of work that a hostile input could make endless. */
public final class Deadline {

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "image-decoder");
            thread.setDaemon(true);
            return thread;
          });

  private Deadline() {}

  /** The work took too long. */
  public static final class Passed extends IOException {
    private static final long serialVersionUID = 1L;

    Passed(Duration deadline) {
      super("takes more than " + deadline.toSeconds() + " s to decode");
    }
  }

  /**
   * Does work in another thread, which is left to itself if it does not end in time.
   *
   * @param abort asks the work to end early
   * @throws Passed if it does not end in time
   */
  static <T> T within(Duration deadline, Callable<T> work, Runnable abort) throws IOException {
    Future<T> result = THREADS.submit(work);
    try {
      return result.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      abort.run();
      result.cancel(true);
      throw new Passed(deadline);
    } catch (InterruptedException ended) {
      abort.run();
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unavailable("image decoder", ended);
    } catch (ExecutionException failure) {
      throw rethrown(failure.getCause());
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }
}
