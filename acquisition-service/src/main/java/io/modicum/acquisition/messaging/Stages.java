package io.modicum.acquisition.messaging;

import io.modicum.acquisition.Selecting;
import io.modicum.acquisition.function.AcquisitionFunctions;
import io.modicum.acquisition.matrix.MatrixCache;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.store.ObjectStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Gives the handlers their stage. */
class Stages {

  @Produces
  @Singleton
  Selecting selecting(
      ObjectStore store, CacheConfig config, StageRule stages, AcquisitionFunctions functions) {
    MatrixCache cache =
        new MatrixCache(store, Path.of(config.folder()), config.size().asLongValue());
    return new Selecting(store, cache, stages, functions);
  }
}
