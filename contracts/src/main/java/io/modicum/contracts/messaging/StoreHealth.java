package io.modicum.contracts.messaging;

import io.modicum.contracts.stage.Unavailable;
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

  StoreHealth(ObjectStore store) {
    this.store = store;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      store.ensureBucket();
      return HealthCheckResponse.up("object store");
    } catch (Unavailable away) {
      return HealthCheckResponse.named("object store")
          .down()
          .withData("reason", String.valueOf(away.getMessage()))
          .build();
    }
  }
}
