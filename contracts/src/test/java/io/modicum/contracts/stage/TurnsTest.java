package io.modicum.contracts.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Waits waits = new Waits();
  private final Turns turns = new Turns(1, waits);
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void whoWaitsSaysSoAndComesInTheOrderOfArrival() throws Exception {
    CompletableFuture<Void> first = hold("a");
    CompletableFuture<Void> second = queue("b", "b1");
    CompletableFuture<Void> third = queue("c", "c1");

    end.countDown();

    CompletableFuture.allOf(first, second, third).get();
    assertThat(done).containsExactly("a", "b1", "c1");
    assertThat(waits.ahead).containsExactly("b 1", "c 2");
  }

  @Test
  void eachCampaignHasATurnBeforeAnyHasASecond() throws Exception {
    CompletableFuture<Void> first = hold("a");
    CompletableFuture<Void> rest =
        CompletableFuture.allOf(
            queue("a", "a2"),
            queue("a", "a3"),
            queue("b", "b1"),
            queue("b", "b2"),
            queue("b", "b3"),
            queue("c", "c1"));

    end.countDown();

    CompletableFuture.allOf(first, rest).get();
    assertThat(done).containsExactly("a", "a2", "b1", "c1", "a3", "b2", "b3");
  }

  @Test
  void aCampaignThatMovesDoesNotSayThatItWaits() throws Exception {
    CompletableFuture<Void> first = hold("a");
    CompletableFuture<Void> rest =
        CompletableFuture.allOf(queue("a", "a2"), queue("b", "b1"), queue("b", "b2"));

    end.countDown();

    CompletableFuture.allOf(first, rest).get();
    assertThat(waits.ahead).containsExactly("b 2");
  }

  @Test
  void aTurnEndsWithAFailureToo() {
    StageRun run = new StageRun("train", "a", 0);
    assertThatThrownBy(
            () ->
                turns.take(
                    run,
                    waited -> {
                      throw new InvalidInput("images", "are broken");
                    }))
        .isInstanceOf(InvalidInput.class);

    turns.take(run, waited -> done.add("next"));

    assertThat(done).containsExactly("next");
    assertThat(waits.ahead).isEmpty();
  }

  @Test
  void whoIsInterruptedLeavesTheQueue() throws Exception {
    CompletableFuture<Void> first = hold("a");
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread leaving =
        new Thread(
            () -> {
              try {
                take("b", () -> done.add("b1"));
              } catch (Unavailable interrupted) {
                failure.complete(interrupted);
              }
            });
    leaving.start();
    awaitParked(leaving);

    leaving.interrupt();

    assertThat(failure.get()).isInstanceOf(Unavailable.class);
    CompletableFuture<Void> next = queue("c", "c1");
    end.countDown();
    CompletableFuture.allOf(first, next).get();
    assertThat(done).containsExactly("a", "c1");
  }

  /** Begins work that goes on until the test ends it. */
  private CompletableFuture<Void> hold(String campaign) {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> work =
        CompletableFuture.runAsync(
            () ->
                take(
                    campaign,
                    () -> {
                      begun.countDown();
                      await(end);
                      return done.add(campaign);
                    }),
            threads);
    await(begun);
    return work;
  }

  /** Asks for a turn of a campaign; returns once it waits for it. */
  private CompletableFuture<Void> queue(String campaign, String work) {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CompletableFuture<Void> turn =
        CompletableFuture.runAsync(
            () -> {
              thread.complete(Thread.currentThread());
              take(campaign, () -> done.add(work));
            },
            threads);
    awaitParked(thread.join());
    return turn;
  }

  private void take(String campaign, Supplier<Boolean> work) {
    turns.take(new StageRun("train", campaign, 0), waited -> work.get());
  }

  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Hears who waits. */
  private static final class Waits extends SilentObserver {

    private final List<String> ahead = new CopyOnWriteArrayList<>();

    @Override
    public void waiting(StageRun run, int count) {
      ahead.add(run.subject() + " " + count);
    }
  }
}
