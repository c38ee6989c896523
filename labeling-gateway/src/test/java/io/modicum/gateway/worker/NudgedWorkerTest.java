package io.modicum.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NudgedWorkerTest {

  private static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<Integer> done = new LinkedBlockingQueue<>();

  @Test
  void makesOneMoreRoundOfAllNudgesThatComeDuringTheWork() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger rounds = new AtomicInteger();
    Runnable work =
        () -> {
          int round = rounds.incrementAndGet();
          busy.countDown();
          await(goOn);
          done.add(round);
        };
    try (NudgedWorker worker = new NudgedWorker("test", work)) {
      worker.nudge();
      await(busy);

      worker.nudge();
      worker.nudge();
      worker.nudge();
      goOn.countDown();

      assertThat(next()).isEqualTo(1);
      assertThat(next()).isEqualTo(2);
      worker.nudge();
      assertThat(next()).as("no round was owed").isEqualTo(3);
    }
  }

  @Test
  void worksOnAfterAFailure() throws Exception {
    AtomicInteger rounds = new AtomicInteger();
    Runnable work =
        () -> {
          done.add(rounds.incrementAndGet());
          throw new IllegalStateException("on purpose");
        };
    try (NudgedWorker worker = new NudgedWorker("test", work)) {
      worker.nudge();
      assertThat(next()).isEqualTo(1);

      worker.nudge();

      assertThat(next()).isEqualTo(2);
    }
  }

  @Test
  void doesTheOtherPartsWhenOneFails() {
    List<Integer> parts = new ArrayList<>();
    try (NudgedWorker worker = new NudgedWorker("test", () -> {})) {

      worker.each(List.of(1, 0, 2), part -> parts.add(2 / part));
    }
    assertThat(parts).containsExactly(2, 1);
  }

  private Integer next() throws InterruptedException {
    return done.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
