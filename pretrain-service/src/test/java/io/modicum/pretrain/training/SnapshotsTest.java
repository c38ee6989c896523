package io.modicum.pretrain.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

  private final Snapshots snapshots = new Snapshots();
  private final FutureTask<Boolean> stop =
      new FutureTask<>(() -> snapshots.awaitNext(Duration.ofMinutes(1)));

  @Test
  void losesNothingWhileNothingTrains() throws Exception {
    assertThat(snapshots.awaitNext(Duration.ZERO)).isTrue();
  }

  @Test
  void waitsForASnapshotThatIsNewerThanTheRequest() throws Exception {
    // Given
    snapshots.trainingStarted();
    snapshots.written();
    stopping();

    // When
    snapshots.written();

    // Then
    assertThat(stop.get()).isTrue();
  }

  @Test
  void doesNotOutwaitATraining() throws Exception {
    // Given
    snapshots.trainingStarted();
    stopping();

    // When
    snapshots.trainingEnded();

    // Then
    assertThat(stop.get()).isTrue();
  }

  @Test
  void saysWhatIsLostWhenPatienceEnds() throws Exception {
    snapshots.trainingStarted();

    assertThat(snapshots.awaitNext(Duration.ofMillis(1))).isFalse();
  }

  /** Asks for the next snapshot, and returns when somebody waits for it. */
  private void stopping() {
    Thread thread = new Thread(stop);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
