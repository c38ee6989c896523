package io.modicum.contracts.messaging;

import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.store.MinioObjectStore;
import io.modicum.contracts.store.ObjectStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives each service its name, the object store and the stage rule. */
class SharedParts {

  @Produces
  @Singleton
  ObjectStore objectStore(StoreConfig config) {
    return new MinioObjectStore(StoreClient.of(config), config.bucket());
  }

  @Produces
  @Singleton
  Software software(
      @ConfigProperty(name = "quarkus.application.name") String name,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    return new Software(name, version);
  }

  @Produces
  @Singleton
  StageRule stageRule(ObjectStore store, AnnouncingObserver observer, Software software) {
    return new StageRule(store, observer, software.toString());
  }
}
