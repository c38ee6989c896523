package io.modicum.contracts.stage;

import io.modicum.contracts.failure.Unavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/**
 * Lets only so many stages work at a time. Those that wait come round robin: of the subjects that
 * wait, campaigns or datasets, each has one turn before any has a second, and what one of them asks
 * for comes in the order in which it came. Who has to wait says so. Thread-safe.
 */
public final class Turns {

  private final int atATime;
  private final StageObserver observer;

  /** Of each subject that waits; who comes next is first. */
  private final Map<String, Queue<CountDownLatch>> waiting = new LinkedHashMap<>();

  private final List<String> working = new ArrayList<>();

  /**
   * @param atATime how many work at a time, at least 1
   * @param observer hears who waits
   */
  public Turns(int atATime, StageObserver observer) {
    this.atATime = atATime;
    this.observer = observer;
  }

  /**
   * Does some work when its turn has come.
   *
   * @throws Unavailable if the thread is interrupted while it waits
   */
  <T> T take(StageRun run, Work<T> work) {
    boolean waited = await(run);
    try {
      return work.inTurn(waited);
    } finally {
      passOn(run.subject());
    }
  }

  /** What is done in a turn. */
  @FunctionalInterface
  interface Work<T> {

    /**
     * Does it.
     *
     * @param waited whether the turn had to be waited for
     */
    T inTurn(boolean waited);
  }

  private boolean await(StageRun run) {
    String subject = run.subject();
    CountDownLatch turn = new CountDownLatch(1);
    int ahead;
    synchronized (waiting) {
      if (working.size() < atATime) {
        working.add(subject);
        return false;
      }
      boolean standsStill = !working.contains(subject) && !waiting.containsKey(subject);
      ahead = standsStill ? atATime + waiting.size() : 0;
      waiting.computeIfAbsent(subject, key -> new ArrayDeque<>()).add(turn);
    }
    try {
      if (ahead > 0) {
        observer.waiting(run, ahead);
      }
      turn.await();
      return true;
    } catch (InterruptedException interrupted) {
      leave(subject, turn);
      Thread.currentThread().interrupt();
      throw new Unavailable("turn of " + run.stage(), interrupted);
    } catch (RuntimeException | Error failure) {
      leave(subject, turn);
      throw failure;
    }
  }

  private void leave(String subject, CountDownLatch turn) {
    synchronized (waiting) {
      Queue<CountDownLatch> others = waiting.getOrDefault(subject, new ArrayDeque<>());
      if (!others.remove(turn)) {
        passOn(subject);
      } else if (others.isEmpty()) {
        waiting.remove(subject);
      }
    }
  }

  private void passOn(String subject) {
    synchronized (waiting) {
      working.remove(subject);
      Iterator<Map.Entry<String, Queue<CountDownLatch>>> inOrder = waiting.entrySet().iterator();
      if (!inOrder.hasNext()) {
        return;
      }
      Map.Entry<String, Queue<CountDownLatch>> next = inOrder.next();
      String nextSubject = next.getKey();
      Queue<CountDownLatch> turns = next.getValue();
      inOrder.remove();
      working.add(nextSubject);
      turns.remove().countDown();
      if (!turns.isEmpty()) {
        waiting.put(nextSubject, turns);
      }
    }
  }
}
