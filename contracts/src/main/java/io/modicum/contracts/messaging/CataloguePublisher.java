package io.modicum.contracts.messaging;

import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectStore;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Puts the catalogues of what a service has where the gateway finds them, at the start and as soon
 * as the store answers. The start does not wait for it.
 */
@Startup
@ApplicationScoped
class CataloguePublisher {

  private static final Logger LOG = Logger.getLogger(CataloguePublisher.class);

  private final ObjectStore store;
  private final List<PublishedCatalogue> catalogues;
  private final StageConfig patience;
  private final Thread thread = new Thread(this::untilPublished, "catalogue-publisher");

  CataloguePublisher(
      ObjectStore store, @Any Instance<PublishedCatalogue> catalogues, StageConfig patience) {
    this.store = store;
    this.catalogues = catalogues.stream().toList();
    this.patience = patience;
  }

  @PostConstruct
  void start() {
    if (!catalogues.isEmpty()) {
      thread.setDaemon(true);
      thread.start();
    }
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
      for (PublishedCatalogue catalogue : catalogues) {
        store.put(catalogue.key(), Json.bytes(catalogue.content()), "application/json");
        LOG.infof("published %s", catalogue.key());
      }
      return true;
    } catch (Unavailable away) {
      LOG.warnf("what there is to choose from is not published yet: %s", away.getMessage());
      return false;
    }
  }
}
