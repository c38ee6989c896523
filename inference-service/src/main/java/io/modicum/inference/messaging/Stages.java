package io.modicum.inference.messaging;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.modicum.contracts.catalogue.Offer;
import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.messaging.DeviceMetrics;
import io.modicum.contracts.messaging.PublishedCatalogue;
import io.modicum.contracts.stage.StageObserver;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.Turns;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.inference.embedding.Embedding;
import io.modicum.inference.embedding.LoadedBackbones;
import io.modicum.inference.embedding.ShardEmbedding;
import io.modicum.inference.head.Head;
import io.modicum.inference.model.ModelExport;
import io.modicum.inference.onnx.OnnxEngine;
import io.modicum.inference.prediction.HeadPrediction;
import io.modicum.inference.prediction.LogitPrediction;
import io.modicum.inference.prediction.PredictStage;
import io.modicum.inference.registration.BackboneCheck;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives the handlers their stages. */
class Stages {

  @Produces
  @Singleton
  @Startup
  OnnxEngine engine(EmbeddingConfig config, MeterRegistry meters) {
    OnnxEngine engine = new OnnxEngine(config.device(), config.threads());
    DeviceMetrics.register(
        meters, "ONNX Runtime", engine.version(), engine.deviceName(), engine.deviceMemory());
    return engine;
  }

  @Produces
  @Singleton
  LoadedBackbones backbones(ObjectStore store, OnnxEngine engine, EmbeddingConfig config) {
    return new LoadedBackbones(store, Path.of(config.folder()), config.loadedBackbones(), engine);
  }

  void unload(@Disposes LoadedBackbones backbones) {
    backbones.close();
  }

  /** One network at a time: it has all cores. */
  @Produces
  @Singleton
  Turns turns(StageObserver observer) {
    return new Turns(1, observer);
  }

  @Produces
  @Singleton
  BackboneCheck check(
      ObjectStore store, StageRule stages, OnnxEngine engine, EmbeddingConfig config, Turns turns) {
    return new BackboneCheck(store, stages.inTurns(turns), Path.of(config.folder()), engine);
  }

  @Produces
  @Singleton
  Embedding embedding(
      ObjectStore store,
      StageRule stages,
      StageObserver observer,
      LoadedBackbones backbones,
      EmbeddingConfig config,
      Turns turns) {
    StageRule inTurns = stages.inTurns(turns);
    return new Embedding(
        store, stages, new ShardEmbedding(store, inTurns, observer, backbones, config.batch()));
  }

  @Produces
  @Singleton
  PredictStage predictStage(StageRule stages, StageObserver observer, PredictionConfig config) {
    return new PredictStage(stages.inTurns(new Turns(config.atATime(), observer)));
  }

  @Produces
  @Singleton
  Offerings<Head> heads(@Any Instance<Head> found) {
    return new Offerings<>(found);
  }

  @Produces
  @Singleton
  PublishedCatalogue published(
      Offerings<Head> heads,
      @ConfigProperty(name = "quarkus.application.name") String name,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    return new PublishedCatalogue(Offer.HEADS, heads.catalogue(name + " " + version));
  }

  @Produces
  @Singleton
  HeadPrediction headPrediction(ObjectStore store, PredictStage stage, Offerings<Head> heads) {
    return new HeadPrediction(store, stage, heads);
  }

  @Produces
  @Singleton
  LogitPrediction logitPrediction(ObjectStore store, PredictStage stage, MeterRegistry meters) {
    DistributionSummary drifts =
        DistributionSummary.builder("modicum.embedding.drift")
            .description("How far a network trained from scratch is from that of the cycle before")
            .baseUnit("ratio")
            .register(meters);
    return new LogitPrediction(store, stage, drifts::record);
  }

  @Produces
  @Singleton
  ModelExport export(
      ObjectStore store, StageRule stages, StageObserver observer, Offerings<Head> heads) {
    return new ModelExport(store, stages.inTurns(new Turns(1, observer)), heads);
  }
}
