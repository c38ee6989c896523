package io.modicum.checks.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {

  private static final Map<String, Set<String>> EXPOSED =
      Map.of("hits_total", Set.of("page", "status"), "up_seconds", Set.of());

  @Test
  void findsWhatIsNotExposed() {
    assertThat(
            PromQl.unknown(
                "sum by (page) (rate(hits_total{status=~\"5..\",instance=\"a{b}\"}[5m])) > 3",
                EXPOSED))
        .isEmpty();
    assertThat(PromQl.unknown("max by (pge) (hits_total) unless on () misses_total", EXPOSED))
        .containsExactlyInAnyOrder("by (pge)", "misses_total");
    assertThat(PromQl.unknown("hits_total{state=\"up\"} / up_seconds", EXPOSED))
        .containsExactly("hits_total{state}");
  }
}
