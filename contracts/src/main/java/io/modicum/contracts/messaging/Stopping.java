package io.modicum.contracts.messaging;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Whether this process was told to end. From then on its own end may be why something fails. */
@ApplicationScoped
class Stopping {

  private volatile boolean underWay;

  void begin(@Observes @Priority(1) ShutdownEvent stop) {
    underWay = true;
  }

  boolean isUnderWay() {
    return underWay;
  }
}
