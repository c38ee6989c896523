package io.modicum.gateway.http;

import io.modicum.contracts.failure.Unavailable;

/** Knows failures of a part that the gateway relies on behind exceptions that do not say so. */
public interface FailureTranslation {

  /** Returns what a failure comes to: {@link Unavailable} if it passes, or else the failure. */
  RuntimeException translated(RuntimeException failure);
}
