package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitoringTest {

  @Test
  void leadsFromAlertsToWhereTheRunbooksAreServed() {
    String rendered =
        Variant.MONITORING.render(
            Map.of("monitoring.alerts.runbooks", "https://git.example.org/runbooks/"));

    assertThat(rendered.lines().filter(line -> line.contains("runbook_url:")))
        .isNotEmpty()
        .allMatch(
            line -> line.contains(" https://git.example.org/runbooks/") && line.endsWith(".md"));
  }
}
