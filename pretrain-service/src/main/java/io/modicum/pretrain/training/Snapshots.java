package io.modicum.pretrain.training;

import java.time.Duration;

/** Knows when pretrainings have written a state from which they can go on. Thread-safe. */
public final class Snapshots {

  private int underway;
  private long written;

  synchronized void trainingStarted() {
    underway++;
  }

  synchronized void written() {
    written++;
    notifyAll();
  }

  synchronized void trainingEnded() {
    underway--;
    notifyAll();
  }

  /**
   * Waits until the pretraining that is under way, if any, has written its next snapshot or ended.
   *
   * @param patience the longest wait
   * @return whether nothing would be lost if the process ended now
   */
  public synchronized boolean awaitNext(Duration patience) throws InterruptedException {
    long before = written;
    long deadline = System.nanoTime() + patience.toNanos();
    while (underway > 0 && written == before) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
