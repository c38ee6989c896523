package io.modicum.acquisition.messaging;

import io.modicum.acquisition.Selecting;
import io.modicum.acquisition.function.AcquisitionFunctions;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.store.ObjectStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the handlers their stage. */
class Stages {

  @Produces
  @Singleton
  Selecting selecting(ObjectStore store, StageRule stages, AcquisitionFunctions functions) {
    return new Selecting(store, stages, functions);
  }
}
