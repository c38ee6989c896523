package io.modicum.gateway.campaign;

import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The acquisition functions that the acquisition service has published. What was read is kept for a
 * while; that there is nothing yet is not.
 */
@ApplicationScoped
public class AcquisitionCatalogue {

  private final ObjectStore store;
  private final long keptNanos;
  private Optional<FunctionCatalogue> latest = Optional.empty();
  private long readNanos;

  AcquisitionCatalogue(ObjectStore store, GatewayConfig config) {
    this.store = store;
    this.keptNanos = config.catalogueFor().toNanos();
  }

  /** Returns the functions, or empty if no acquisition service has published any yet. */
  public synchronized Optional<FunctionCatalogue> latest() {
    if (latest.isEmpty() || System.nanoTime() - readNanos > keptNanos) {
      String key = ObjectKeys.acquisitionFunctions();
      latest = store.find(key).map(json -> Json.read(key, json, FunctionCatalogue.class));
      readNanos = System.nanoTime();
    }
    return latest;
  }
}
