package io.modicum.gateway.labeling.annotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentReportsTest {

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger made = new AtomicInteger();
  private final RecentReports<String, String> reports = new RecentReports<>(KEPT, nanos::get);

  @Test
  void makesAReportAgainOnlyOnceItIsOld() {
    assertThat(report("fruit")).isEqualTo("fruit 1");
    nanos.addAndGet(KEPT.toNanos() - 1);
    assertThat(report("fruit")).isEqualTo("fruit 1");
    assertThat(report("birds")).isEqualTo("birds 2");

    nanos.incrementAndGet();

    assertThat(report("fruit")).isEqualTo("fruit 3");
    assertThat(report("birds")).isEqualTo("birds 2");
  }

  @Test
  void givesTheLastReportToWhoAsksWhileTheNextIsMade() throws Exception {
    report("fruit");
    nanos.addAndGet(KEPT.toNanos());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<String> next =
        CompletableFuture.supplyAsync(
            () -> reports.get("fruit", subject -> makeBetween(begun, end, subject)));
    begun.await();

    String meanwhile = report("fruit");

    end.countDown();
    assertThat(meanwhile).isEqualTo("fruit 1");
    assertThat(next.get()).isEqualTo("fruit 2");
    assertThat(report("fruit")).isEqualTo("fruit 2");
  }

  private String report(String subject) {
    return reports.get(subject, this::make);
  }

  private String make(String subject) {
    return subject + " " + made.incrementAndGet();
  }

  private String makeBetween(CountDownLatch begun, CountDownLatch end, String subject) {
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    return make(subject);
  }
}
