package io.modicum.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private final RetrySchedule schedule =
      new RetrySchedule(List.of(Duration.ofSeconds(5), Duration.ofMinutes(5)));

  @Test
  void waitsLongerEachTimeAndThenGivesUp() {
    assertThat(schedule.after(0, Optional.empty(), 0)).contains(Duration.ofSeconds(5));
    assertThat(schedule.after(1, Optional.empty(), 0)).contains(Duration.ofMinutes(5));
    assertThat(schedule.after(2, Optional.empty(), 0)).isEmpty();
  }

  @Test
  void waitsAsLongAsTheReceiverAsks() {
    Optional<Duration> asked = Optional.of(Duration.ofMinutes(1));
    assertThat(schedule.after(0, asked, 0)).contains(Duration.ofMinutes(1));
    assertThat(schedule.after(1, asked, 0)).contains(Duration.ofMinutes(5));
  }

  @Test
  void doesNotLetAllComeBackAtOnce() {
    assertThat(schedule.after(0, Optional.empty(), 0.5)).contains(Duration.ofMillis(5250));
  }
}
