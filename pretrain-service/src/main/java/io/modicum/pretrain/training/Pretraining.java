package io.modicum.pretrain.training;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.export.FoldedResNet;
import io.modicum.pretrain.export.OnnxExport;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.feed.PackedImages;
import io.modicum.pretrain.method.PretrainingMethod;
import io.modicum.pretrain.method.SelfSupervised;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The stage {@code pretrain}: a backbone from the pool, without labels. */
public final class Pretraining {

  private static final Logger LOG = Logger.getLogger(Pretraining.class);

  private final ObjectStore store;
  private final StageRule stages;
  private final TorchEngine engine;
  private final Offerings<PretrainingMethod> methods;
  private final long mostResidentBytes;
  private final Snapshots snapshots;

  /**
   * @param methods by which campaigns can have their backbone pretrained
   * @param mostResidentBytes how much of the device's memory the images may take
   * @param snapshots hears of each state that is written
   */
  public Pretraining(
      ObjectStore store,
      StageRule stages,
      TorchEngine engine,
      Offerings<PretrainingMethod> methods,
      long mostResidentBytes,
      Snapshots snapshots) {
    this.store = store;
    this.stages = stages;
    this.engine = engine;
    this.methods = methods;
    this.mostResidentBytes = mostResidentBytes;
    this.snapshots = snapshots;
  }

  /** Pretrains the backbone that a campaign asks for, unless it stands. */
  public BackboneReady pretrain(CampaignStarted event) {
    CampaignSpecification specification =
        Json.read(
            event.specification(), store.get(event.specification()), CampaignSpecification.class);
    BackboneId backbone = ContentAddress.pretrainedBackbone(specification);
    String manifest = ObjectKeys.backbone(backbone);
    if (specification.registeredBackbone().isPresent() && store.size(manifest).isEmpty()) {
      throw new InvalidInput(
          "registeredBackbone", "'" + backbone + "' does not stand; register its ONNX file again");
    }
    stages.run(
        new StageRun("pretrain", event.campaign(), event.cycleOrNone()),
        manifest,
        Backbone.class,
        attempt -> pretrain(specification, backbone, attempt));
    deleteStates(backbone);
    return new BackboneReady(
        event.campaign(), event.dataset(), event.mode(), 0, backbone, manifest);
  }

  private Backbone pretrain(CampaignSpecification specification, BackboneId id, Attempt attempt) {
    PretrainingSettings asked = specification.pretraining();
    PretrainingMethod method = methods.named(asked.methodName(), "pretraining.method");
    PretrainingSettings settings =
        asked.withSettings(method.description().complete(asked.settings(), "pretraining.settings"));
    String datasetKey = ObjectKeys.dataset(specification.dataset());
    attempt.madeFrom(datasetKey);
    PackedImages packed =
        new PackedImages(
            store, Manifest.read(store, datasetKey, Dataset.class), attempt::requireWanted);
    Dataset dataset = packed.dataset();
    FoldedResNet network;
    snapshots.trainingStarted();
    try (ImageFeed pool = ImageFeed.of(engine, packed.pool(), mostResidentBytes);
        SelfSupervised training =
            method.begin(
                engine, pool, specification.backbone(), settings, settings.seed().orElseThrow())) {
      int epochs = settings.epochs();
      TrainingMonitor monitor = TrainingMonitor.of(packed, epochs);
      Map<String, Double> watched = new HashMap<>();
      int first = resume(training, id);
      attempt.goOnFrom((double) first / epochs);
      for (int epoch = first; epoch < epochs; epoch++) {
        SelfSupervised.Measurement end =
            training.train(
                epoch,
                (done, rate, metrics) -> {
                  watched.putAll(metrics);
                  attempt.progress(done, rate, watched);
                });
        LOG.infof(
            "epoch %d of %d: loss %.4f, output deviation %.3f, %.0f images/s",
            epoch + 1, epochs, end.loss(), end.outputDeviation(), end.imagesPerSecond());
        TrainingMonitor.requireSound(epoch, end);
        save(training, id, epoch + 1);
        Optional<Double> accuracy =
            monitor.neighbourAccuracy(epoch, training, attempt::requireWanted);
        if (accuracy.isPresent()) {
          LOG.infof(
              "epoch %d: nearest neighbours name %.1f%% right", epoch + 1, 100 * accuracy.get());
          watched.put("neighbourAccuracy", accuracy.get());
          attempt.progress((epoch + 1.0) / epochs, end.imagesPerSecond(), watched);
        }
      }
      network = training.backbone();
    } finally {
      snapshots.trainingEnded();
    }
    attempt.put(
        Backbone.ONNX,
        OnnxExport.bytes(
            network,
            Optional.empty(),
            dataset.height(),
            dataset.width(),
            dataset.mean(),
            dataset.standardDeviation()));
    return new Backbone(
        specification.backbone().dimensions(), dataset.height(), dataset.width(), false);
  }

  /** Restores the newest state that is whole and returns how many epochs are done. */
  private int resume(SelfSupervised training, BackboneId id) {
    List<String> newestFirst =
        store.list(ObjectKeys.trainingStates(id)).stream()
            .sorted(Comparator.comparingInt(Pretraining::epochs).reversed())
            .toList();
    for (String key : newestFirst) {
      try {
        training.restore(key, store.get(key));
        LOG.infof("pretraining of %s goes on after epoch %d", id, epochs(key));
        return epochs(key);
      } catch (InvalidInput broken) {
        LOG.warnf("%s; going on from the state before it", broken.getMessage());
      }
    }
    return 0;
  }

  private static int epochs(String stateKey) {
    return Integer.parseInt(stateKey.substring(stateKey.lastIndexOf('-') + 1));
  }

  /** Stores the state after {@code done} epochs and removes the one before it. */
  private void save(SelfSupervised training, BackboneId id, int done) {
    store.put(ObjectKeys.trainingState(id, done), training.state(), "application/octet-stream");
    snapshots.written();
    if (done > 1) {
      store.delete(ObjectKeys.trainingState(id, done - 1));
    }
  }

  private void deleteStates(BackboneId id) {
    store.list(ObjectKeys.trainingStates(id)).forEach(store::delete);
  }
}
