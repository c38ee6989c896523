package io.modicum.contracts.messaging;

import io.minio.MinioClient;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.store.MinioObjectStore;
import io.modicum.contracts.store.ObjectStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives each service the object store and the stage rule. */
class SharedParts {

  @Produces
  @Singleton
  ObjectStore objectStore(StoreConfig config) {
    MinioClient client =
        MinioClient.builder()
            .endpoint(config.endpoint())
            .credentials(config.accessKey(), config.secretKey())
            .region(config.region())
            .build();
    return new MinioObjectStore(client, config.bucket());
  }

  @Produces
  @Singleton
  StageRule stageRule(
      ObjectStore store,
      AnnouncingObserver observer,
      @ConfigProperty(name = "quarkus.application.name") String name,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    return new StageRule(store, observer, name + " " + version);
  }
}
