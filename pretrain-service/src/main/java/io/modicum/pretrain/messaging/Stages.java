package io.modicum.pretrain.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.catalogue.Offer;
import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.messaging.DeviceMetrics;
import io.modicum.contracts.messaging.PublishedCatalogue;
import io.modicum.contracts.messaging.Software;
import io.modicum.contracts.stage.StageObserver;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.Turns;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.pretrain.dataset.DatasetPacking;
import io.modicum.pretrain.dataset.Planning;
import io.modicum.pretrain.dataset.layout.Layout;
import io.modicum.pretrain.dataset.layout.Layouts;
import io.modicum.pretrain.dataset.picture.ImageDecoder;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import io.modicum.pretrain.dataset.source.Source;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.method.PretrainingMethod;
import io.modicum.pretrain.training.Pretraining;
import io.modicum.pretrain.training.ScratchTraining;
import io.modicum.pretrain.training.Snapshots;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the handlers their stages. */
class Stages {

  /** Finds out at the start whether the device that is to train is there. */
  void start(@Observes StartupEvent start, TrainingConfig config, Instance<TorchEngine> engine) {
    if (config.enabled()) {
      engine.get();
    }
  }

  @Produces
  @Singleton
  TorchEngine engine(TrainingConfig config, MeterRegistry meters) {
    TorchEngine engine = new TorchEngine(config.device(), config.threads());
    DeviceMetrics.register(
        meters, "PyTorch", engine.version(), engine.deviceName(), engine.deviceMemory());
    return engine;
  }

  /**
   * Of archives two at a time, of which one is small: it never waits for large ones. Beside them a
   * list of files and one shard, for which datasets take turns.
   */
  @Produces
  @Singleton
  DatasetPacking packing(
      ObjectStore store,
      Offerings<Source> sources,
      Layouts layouts,
      ImageDecoders decoders,
      StageRule stages,
      StageObserver observer,
      PackingConfig config) {
    return new DatasetPacking(
        store,
        observer,
        sources,
        new Planning(layouts, decoders, config.shardImages()),
        decoders,
        config.smallArchive().asLongValue(),
        new DatasetPacking.Rules(
            stages.inTurns(new Turns(1, observer)),
            stages.inTurns(new Turns(1, observer)),
            stages.inTurns(new Turns(1, observer)),
            stages.inTurns(new Turns(1, observer)),
            stages));
  }

  @Produces
  @Singleton
  Snapshots snapshots() {
    return new Snapshots();
  }

  /** One training at a time: it has all of the engine. */
  @Produces
  @Singleton
  Turns turns(StageObserver observer) {
    return new Turns(1, observer);
  }

  @Produces
  @Singleton
  Pretraining pretraining(
      ObjectStore store,
      StageRule stages,
      TorchEngine engine,
      Offerings<PretrainingMethod> methods,
      TrainingConfig config,
      Snapshots snapshots,
      Turns turns) {
    return new Pretraining(
        store,
        stages.inTurns(turns),
        engine,
        methods,
        config.residentImages().asLongValue(),
        snapshots);
  }

  @Produces
  @Singleton
  Offerings<PretrainingMethod> methods(@Any Instance<PretrainingMethod> found) {
    return new Offerings<>(found);
  }

  @Produces
  @Singleton
  Offerings<Source> sources(@Any Instance<Source> found) {
    return new Offerings<>(found);
  }

  @Produces
  @Singleton
  PublishedCatalogue publishedSources(Offerings<Source> sources, Software software) {
    return new PublishedCatalogue(Offer.DATASET_SOURCES, sources.catalogue(software.toString()));
  }

  @Produces
  @Singleton
  PublishedCatalogue publishedFormats(ImageDecoders decoders, Software software) {
    return new PublishedCatalogue(Offer.IMAGE_FORMATS, decoders.catalogue(software.toString()));
  }

  @Produces
  @Singleton
  Layouts layouts(@Any Instance<Layout> found) {
    return new Layouts(found);
  }

  @Produces
  @Singleton
  ImageDecoders decoders(@Any Instance<ImageDecoder> found) {
    return new ImageDecoders(found);
  }

  @Produces
  @Singleton
  PublishedCatalogue publishedMethods(Offerings<PretrainingMethod> methods, Software software) {
    return new PublishedCatalogue(
        Offer.PRETRAINING_METHODS, methods.catalogue(software.toString()));
  }

  @Produces
  @Singleton
  PublishedCatalogue publishedLayouts(Layouts layouts, Software software) {
    return new PublishedCatalogue(Offer.ARCHIVE_LAYOUTS, layouts.catalogue(software.toString()));
  }

  @Produces
  @Singleton
  ScratchTraining scratchTraining(
      ObjectStore store, StageRule stages, TorchEngine engine, TrainingConfig config, Turns turns) {
    return new ScratchTraining(
        store, stages.inTurns(turns), engine, config.residentImages().asLongValue());
  }
}
