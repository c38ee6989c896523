package io.modicum.contracts.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the object store answers and has, or lets us make, our bucket. */
@Readiness
@ApplicationScoped
class StoreHealth implements HealthCheck {

  private final ObjectStore store;

  /** 1 or 0, and no number before the first probe. */
  private volatile double up = Double.NaN;

  StoreHealth(ObjectStore store, MeterRegistry meters) {
    this.store = store;
    Gauge.builder("modicum.store.up", () -> up)
        .description("Whether the object store answered the latest readiness probe")
        .register(meters);
  }

  @Override
  public HealthCheckResponse call() {
    try {
      store.ensureBucket();
      up = 1;
      return HealthCheckResponse.up("object store");
    } catch (Unavailable away) {
      up = 0;
      return HealthCheckResponse.named("object store")
          .down()
          .withData("reason", String.valueOf(away.getMessage()))
          .build();
    }
  }
}
