package io.modicum.acquisition.messaging;

import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.messaging.StageConfig;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Puts the catalogue of acquisition functions where the gateway finds it, at the start and as soon
 * as the store answers. The start does not wait for it.
 */
@Startup
@ApplicationScoped
class CataloguePublisher {

  private static final Logger LOG = Logger.getLogger(CataloguePublisher.class);

  private final ObjectStore store;
  private final FunctionCatalogue catalogue;
  private final StageConfig patience;
  private final Thread thread = new Thread(this::untilPublished, "catalogue-publisher");

  CataloguePublisher(ObjectStore store, FunctionCatalogue catalogue, StageConfig patience) {
    this.store = store;
    this.catalogue = catalogue;
    this.patience = patience;
  }

  @PostConstruct
  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @PreDestroy
  void stop() {
    thread.interrupt();
  }

  private void untilPublished() {
    Duration wait = patience.firstRetryAfter();
    while (!published()) {
      try {
        Thread.sleep(wait.toMillis());
      } catch (InterruptedException stopped) {
        return;
      }
      Duration longer = wait.multipliedBy(2);
      wait =
          longer.compareTo(patience.longestRetryAfter()) < 0
              ? longer
              : patience.longestRetryAfter();
    }
  }

  private boolean published() {
    try {
      store.ensureBucket();
      store.put(ObjectKeys.acquisitionFunctions(), Json.bytes(catalogue), "application/json");
      LOG.infof("published %d acquisition functions", catalogue.functions().size());
      return true;
    } catch (Unavailable away) {
      LOG.warnf("the acquisition functions are not published yet: %s", away.getMessage());
      return false;
    }
  }
}
