package io.modicum.contracts.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
    CompletableFuture<Void> first = begin("a", end);
    CompletableFuture<Void> second = begin("b", new CountDownLatch(0));
    waits.awaitOf("b");
    CompletableFuture<Void> third = begin("c", new CountDownLatch(0));
    waits.awaitOf("c");

    end.countDown();

    CompletableFuture.allOf(first, second, third).get();
    assertThat(done).containsExactly("a", "b", "c");
    assertThat(waits.ahead).containsExactly("b 1", "c 2");
  }

  @Test
  void whatIsDoneInNoTimeWaitsForNobody() throws Exception {
    CompletableFuture<Void> training = begin("a", end);

    turns.take(new StageRun("train", "b", 0), false, () -> done.add("b"));

    assertThat(done).containsExactly("b");
    end.countDown();
    training.get();
  }

  @Test
  void aTurnEndsWithAFailureToo() {
    StageRun run = new StageRun("train", "a", 0);
    assertThatThrownBy(
            () ->
                turns.take(
                    run,
                    true,
                    () -> {
                      throw new InvalidInput("images", "are broken");
                    }))
        .isInstanceOf(InvalidInput.class);

    turns.take(run, true, () -> done.add("next"));

    assertThat(done).containsExactly("next");
    assertThat(waits.ahead).isEmpty();
  }

  /** Begins the work of a campaign, which goes on until the latch opens. */
  private CompletableFuture<Void> begin(String campaign, CountDownLatch until) throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CompletableFuture<Void> work =
        CompletableFuture.runAsync(
            () -> {
              entered.countDown();
              turns.take(
                  new StageRun("train", campaign, 0),
                  true,
                  () -> {
                    waits.turnOf(campaign);
                    await(until);
                    done.add(campaign);
                  });
            },
            threads);
    entered.await();
    if (campaign.equals("a")) {
      waits.awaitTurnOf("a");
    }
    return work;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Hears who waits. */
  private static final class Waits implements StageObserver {

    private final List<String> ahead = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> waiting =
        Map.of("b", new CountDownLatch(1), "c", new CountDownLatch(1));
    private final CountDownLatch firstTurn = new CountDownLatch(1);

    void awaitOf(String campaign) {
      await(waiting.get(campaign));
    }

    void turnOf(String campaign) {
      if (campaign.equals("a")) {
        firstTurn.countDown();
      }
    }

    void awaitTurnOf(String campaign) {
      await(firstTurn);
    }

    @Override
    public void waiting(StageRun run, int count) {
      ahead.add(run.subject() + " " + count);
      waiting.get(run.subject()).countDown();
    }

    @Override
    public void started(StageRun run) {}

    @Override
    public void progressed(
        StageRun run,
        double share,
        double rate,
        double seconds,
        double secondsLeft,
        Map<String, Double> metrics) {}

    @Override
    public void computed(StageRun run, double seconds) {}

    @Override
    public void reused(StageRun run, double seconds) {}

    @Override
    public void failed(StageRun run) {}
  }
}
