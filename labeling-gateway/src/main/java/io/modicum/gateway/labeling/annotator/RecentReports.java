package io.modicum.gateway.labeling.annotator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Reports that cost much, each made anew when it is asked for and the last one is too old. One is
 * made at a time; who asks meanwhile gets the last one, if there is one. Thread-safe.
 *
 * @param <K> what is reported on
 */
final class RecentReports<K, R> {

  private final long keptNanos;
  private final LongSupplier nanoClock;
  private final Map<K, Made<R>> reports = new ConcurrentHashMap<>();
  private final ReentrantLock making = new ReentrantLock();

  private record Made<R>(R report, long nanos) {}

  RecentReports(Duration kept, LongSupplier nanoClock) {
    this.keptNanos = kept.toNanos();
    this.nanoClock = nanoClock;
  }

  R get(K subject, Function<K, R> maker) {
    Made<R> last = reports.get(subject);
    if (last != null && (isRecent(last) || making.isLocked())) {
      return last.report();
    }
    making.lock();
    try {
      Made<R> latest = reports.get(subject);
      return latest != null && isRecent(latest) ? latest.report() : make(subject, maker);
    } finally {
      making.unlock();
    }
  }

  private R make(K subject, Function<K, R> maker) {
    R report = maker.apply(subject);
    reports.values().removeIf(old -> !isRecent(old));
    reports.put(subject, new Made<>(report, nanoClock.getAsLong()));
    return report;
  }

  private boolean isRecent(Made<R> made) {
    return nanoClock.getAsLong() - made.nanos() < keptNanos;
  }
}
