package io.modicum.acquisition.messaging;

import io.modicum.acquisition.SelectStage;
import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.AcquisitionFunctions;
import io.modicum.acquisition.matrix.MatrixCache;
import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.messaging.PublishedCatalogue;
import io.modicum.contracts.messaging.Software;
import io.modicum.contracts.stage.StageObserver;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.Turns;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Gives the handlers their stage, and says what it can do. */
class Stages {

  @Produces
  @Singleton
  SelectStage selectStage(
      ObjectStore store,
      CacheConfig config,
      SelectionConfig selection,
      StageRule stages,
      StageObserver observer,
      AcquisitionFunctions functions,
      FunctionCatalogue catalogue) {
    MatrixCache cache =
        new MatrixCache(store, Path.of(config.folder()), config.size().asLongValue());
    Turns turns = new Turns(selection.atATime(), observer);
    return new SelectStage(store, cache, stages.inTurns(turns), functions, catalogue);
  }

  @Produces
  @Singleton
  AcquisitionFunctions functions(@Any Instance<AcquisitionFunction> found) {
    return new AcquisitionFunctions(found);
  }

  @Produces
  @Singleton
  FunctionCatalogue catalogue(AcquisitionFunctions functions, Software software) {
    return new FunctionCatalogue(software.toString(), functions.descriptions());
  }

  @Produces
  @Singleton
  PublishedCatalogue published(FunctionCatalogue catalogue) {
    return new PublishedCatalogue(ObjectKeys.acquisitionFunctions(), catalogue);
  }
}
