package io.modicum.gateway.sealing;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;

/** Does with secrets what a restart of the gateway would. */
@ApplicationScoped
public class Restart {

  private final Resealing resealing;

  Restart(Resealing resealing) {
    this.resealing = resealing;
  }

  public void seal() {
    resealing.start(new StartupEvent());
  }
}
