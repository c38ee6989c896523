package io.modicum.gateway.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When to try again.
 *
 * @param waits how long after each failed attempt, in order; after the last there is no other
 */
record RetrySchedule(List<Duration> waits) {

  /** So that what failed together does not come back together. */
  private static final double JITTER = 0.1;

  /**
   * Returns how long to wait, or empty to give up.
   *
   * @param attempts made before the one that failed
   * @param asked how long the receiver wants to be left alone, if it says so
   * @param random in [0, 1)
   */
  Optional<Duration> after(int attempts, Optional<Duration> asked, double random) {
    if (attempts >= waits.size()) {
      return Optional.empty();
    }
    long planned = waits.get(attempts).toMillis();
    long wait = Math.max(planned, asked.map(Duration::toMillis).orElse(0L));
    return Optional.of(Duration.ofMillis(Math.round(wait * (1 + JITTER * random))));
  }
}
