package io.modicum.contracts.stage;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/**
 * Lets only so many stages work at a time, in the order in which they came. Who has to wait says
 * so. What is done in no time takes no turn, and so never waits for what takes hours. Thread-safe.
 */
public final class Turns {

  private final int atATime;
  private final StageObserver observer;
  private final Queue<CountDownLatch> waiting = new ArrayDeque<>();
  private int free;

  /**
   * @param atATime how many work at a time, at least 1
   * @param observer hears who waits
   */
  public Turns(int atATime, StageObserver observer) {
    this.atATime = atATime;
    this.observer = observer;
    this.free = atATime;
  }

  /**
   * Does some work when its turn has come.
   *
   * @param takesLong whether it takes a turn at all
   * @throws Unavailable if the thread is interrupted while it waits
   */
  public void take(StageRun run, boolean takesLong, Runnable work) {
    if (!takesLong) {
      work.run();
      return;
    }
    await(run);
    try {
      work.run();
    } finally {
      passOn();
    }
  }

  private void await(StageRun run) {
    CountDownLatch turn = new CountDownLatch(1);
    int ahead;
    synchronized (waiting) {
      if (free > 0) {
        free--;
        return;
      }
      ahead = atATime + waiting.size();
      waiting.add(turn);
    }
    observer.waiting(run, ahead);
    try {
      turn.await();
    } catch (InterruptedException interrupted) {
      leave(turn);
      Thread.currentThread().interrupt();
      throw new Unavailable("turn of " + run.stage(), interrupted);
    }
  }

  private void leave(CountDownLatch turn) {
    synchronized (waiting) {
      if (!waiting.remove(turn)) {
        passOn();
      }
    }
  }

  private void passOn() {
    synchronized (waiting) {
      CountDownLatch next = waiting.poll();
      if (next == null) {
        free++;
      } else {
        next.countDown();
      }
    }
  }
}
