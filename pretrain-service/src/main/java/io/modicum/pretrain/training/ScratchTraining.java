package io.modicum.pretrain.training;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.labels.KnownLabels;
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
import io.modicum.pretrain.export.OnnxExport;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.feed.PackedImages;
import io.modicum.pretrain.method.SupervisedTraining;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

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
    String datasetKey = ObjectKeys.dataset(specification.dataset());
    Manifest<Dataset> dataset = Manifest.read(store, datasetKey, Dataset.class);
    int[] labels = KnownLabels.learntFrom(store, dataset, specification, event.labels());
    int classes = specification.classesOr(dataset.content().classes()).size();
    BackboneId backbone = ContentAddress.scratchBackbone(specification, labels);
    String manifest = ObjectKeys.backbone(backbone);
    stages.run(
        new StageRun("train-from-scratch", event.campaign(), event.cycle()),
        manifest,
        Backbone.class,
        attempt -> {
          attempt.madeFrom(event.labels());
          attempt.madeFrom(datasetKey);
          PackedImages packed = new PackedImages(store, dataset, attempt::requireWanted);
          return train(specification, labels, classes, packed, attempt);
        });
    return new BackboneReady(
        event.campaign(), event.dataset(), event.mode(), event.cycle(), backbone, manifest);
  }

  private Backbone train(
      CampaignSpecification specification,
      int[] labels,
      int classes,
      PackedImages packed,
      Attempt attempt) {
    Dataset dataset = packed.dataset();
    SupervisedTraining.Network network = network(specification, labels, classes, packed, attempt);
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
      int[] labels,
      int classes,
      PackedImages packed,
      Attempt attempt) {
    SupervisedTraining training = new SupervisedTraining(engine);
    int[] images = IntStream.range(0, labels.length).filter(i -> labels[i] >= 0).toArray();
    if (images.length == 0) {
      return training.untrained(classes, specification.backbone(), specification.seed());
    }
    try (ImageFeed feed = ImageFeed.of(engine, packed.of(images), mostResidentBytes)) {
      return training.train(
          feed,
          Arrays.stream(images).map(image -> labels[image]).toArray(),
          classes,
          specification.backbone(),
          specification.supervised(),
          specification.seed(),
          attempt::progress);
    }
  }
}
