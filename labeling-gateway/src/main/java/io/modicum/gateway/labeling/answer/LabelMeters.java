package io.modicum.gateway.labeling.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts labelling for the operator. */
@Startup
@ApplicationScoped
class LabelMeters {

  private final MeterRegistry meters;

  LabelMeters(MeterRegistry meters) {
    this.meters = meters;
    for (AuditEntry.Kind kind : AuditEntry.Kind.values()) {
      counter(kind, true);
      counter(kind, false);
    }
  }

  void count(AuditEntry.Kind kind, boolean simulated) {
    counter(kind, simulated).increment();
  }

  /** Returns a counter that is there before the first, so that it is seen to rise. */
  private Counter counter(AuditEntry.Kind kind, boolean simulated) {
    return meters.counter(
        "modicum.labels." + kind.text(), "oracle", simulated ? "simulated" : "people");
  }
}
