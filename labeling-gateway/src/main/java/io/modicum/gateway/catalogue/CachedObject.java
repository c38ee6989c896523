package io.modicum.gateway.catalogue;

import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectStore;
import java.time.Duration;
import java.util.Optional;

/**
 * An object of the store that others replace. What was read is kept for a while; that there is
 * nothing yet is not. Thread-safe.
 */
final class CachedObject<T> {

  private final ObjectStore store;
  private final String key;
  private final Class<T> type;
  private final long keptNanos;
  private Optional<T> latest = Optional.empty();
  private long readNanos;

  CachedObject(ObjectStore store, String key, Class<T> type, Duration kept) {
    this.store = store;
    this.key = key;
    this.type = type;
    this.keptNanos = kept.toNanos();
  }

  /** Returns what it holds, or empty if there is none yet. */
  synchronized Optional<T> latest() {
    if (latest.isEmpty() || System.nanoTime() - readNanos > keptNanos) {
      latest = store.find(key).map(json -> Json.read(key, json, type));
      readNanos = System.nanoTime();
    }
    return latest;
  }
}
