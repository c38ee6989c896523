package io.modicum.gateway.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of an attempt to deliver a message.
 *
 * @param status of the answer, if one came
 * @param problem why it counts as failed, empty if it does not
 * @param millis how long it took
 * @param retryAfter how long the receiver wants to be left alone, if it says so
 */
record Outcome(
    Optional<Integer> status, String problem, int millis, Optional<Duration> retryAfter) {

  private static final int GONE = 410;

  boolean delivered() {
    return problem.isEmpty();
  }

  /** Whether the receiver wants to hear no more (Standard Webhooks, "Delivery success"). */
  boolean unwanted() {
    return status.filter(code -> code == GONE).isPresent();
  }
}
