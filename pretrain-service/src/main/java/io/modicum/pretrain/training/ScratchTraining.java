package io.modicum.pretrain.training;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.export.OnnxExport;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.feed.PackedImages;
import io.modicum.pretrain.method.SupervisedTraining;
import java.util.List;
import java.util.Optional;

/** The stage {@code train-from-scratch}: a backbone and its head from a cycle's labels alone. */
public final class ScratchTraining {

  private final ObjectStore store;
  private final StageRule stages;
  private final TorchEngine engine;
  private final long mostResidentBytes;

  /**
   * @param mostResidentBytes how much of the device's memory the images may take
   */
  public ScratchTraining(
      ObjectStore store, StageRule stages, TorchEngine engine, long mostResidentBytes) {
    this.store = store;
    this.stages = stages;
    this.engine = engine;
    this.mostResidentBytes = mostResidentBytes;
  }

  /** Trains on the labelled set of a cycle, unless its backbone stands. */
  public BackboneReady train(LabelsCompleted event) {
    String specificationKey = ObjectKeys.specification(event.campaign());
    CampaignSpecification specification =
        Json.read(specificationKey, store.get(specificationKey), CampaignSpecification.class);
    LabelledSet labelled = Manifest.read(store, event.labels(), LabelledSet.class).content();
    BackboneId backbone = ContentAddress.scratchBackbone(specification, labelled);
    String manifest = ObjectKeys.backbone(backbone);
    stages.run(
        new StageRun("train-from-scratch", event.campaign(), event.cycle()),
        manifest,
        Backbone.class,
        attempt -> {
          attempt.madeFrom(event.labels());
          return train(specification, labelled.labels(), attempt);
        });
    return new BackboneReady(
        event.campaign(), event.dataset(), event.mode(), event.cycle(), backbone, manifest);
  }

  private Backbone train(
      CampaignSpecification specification, List<LabelledSet.Label> labelled, Attempt attempt) {
    String datasetKey = ObjectKeys.dataset(specification.dataset());
    attempt.madeFrom(datasetKey);
    PackedImages packed =
        new PackedImages(
            store, Manifest.read(store, datasetKey, Dataset.class), attempt::requireWanted);
    Dataset dataset = packed.dataset();
    int classes = dataset.classes().size();
    for (LabelledSet.Label label : labelled) {
      if (label.label() < 0 || label.label() >= classes) {
        throw new InvalidInput("labels", "name class " + label.label() + " of " + classes);
      }
      if (label.image() < 0 || label.image() >= dataset.pool()) {
        throw new InvalidInput("labels", "name image " + label.image() + ", not of the pool");
      }
    }
    SupervisedTraining.Network network = network(specification, labelled, packed, attempt);
    attempt.put(
        Backbone.ONNX,
        OnnxExport.bytes(
            network.backbone(),
            Optional.of(network.head()),
            dataset.height(),
            dataset.width(),
            dataset.mean(),
            dataset.standardDeviation()));
    return new Backbone(
        specification.backbone().dimensions(), dataset.height(), dataset.width(), true);
  }

  private SupervisedTraining.Network network(
      CampaignSpecification specification,
      List<LabelledSet.Label> labelled,
      PackedImages packed,
      Attempt attempt) {
    SupervisedTraining training = new SupervisedTraining(engine);
    int classes = packed.dataset().classes().size();
    if (labelled.isEmpty()) {
      return training.untrained(classes, specification.backbone(), specification.seed());
    }
    int[] images = labelled.stream().mapToInt(LabelledSet.Label::image).toArray();
    try (ImageFeed feed = ImageFeed.of(engine, packed.of(images), mostResidentBytes)) {
      return training.train(
          feed,
          labelled.stream().mapToInt(LabelledSet.Label::label).toArray(),
          classes,
          specification.backbone(),
          specification.supervised(),
          specification.seed(),
          attempt::progress);
    }
  }
}
