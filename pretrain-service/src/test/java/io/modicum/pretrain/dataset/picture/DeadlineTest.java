package io.modicum.pretrain.dataset.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void workThatNeverEndsIsAskedToEndAndLeftToItself() {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(1);

    assertThatThrownBy(
            () -> Deadline.within(Duration.ofMillis(20), () -> waitDeaf(never), aborted::countDown))
        .isInstanceOf(Deadline.Passed.class);
    assertThat(aborted.getCount()).isZero();
    never.countDown();
  }

  @Test
  void othersWorkOnWhileOneHangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(
            () -> Deadline.within(Duration.ofMillis(20), () -> waitDeaf(never), () -> {}))
        .isInstanceOf(Deadline.Passed.class);

    assertThat(Deadline.within(LONG, () -> "done", () -> {})).isEqualTo("done");
    never.countDown();
  }

  @Test
  void itsFaultsAreThoseOfTheWork() {
    assertThatThrownBy(
            () ->
                Deadline.within(
                    LONG,
                    () -> {
                      throw new IOException("cut");
                    },
                    () -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("cut");
  }

  /** Waits as native code does, which hears no interruption. */
  private static boolean waitDeaf(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return true;
      } catch (InterruptedException deaf) {
        // Waits on.
      }
    }
  }
}
