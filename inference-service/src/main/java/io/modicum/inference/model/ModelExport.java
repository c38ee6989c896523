package io.modicum.inference.model;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.labels.KnownLabels;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.BinomialInterval;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.Model;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.inference.head.Head;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The stage {@code export-model}: backbone and last classifier of a campaign as one ONNX file. */
public final class ModelExport {

  private final ObjectStore store;
  private final StageRule stages;
  private final Offerings<Head> heads;

  public ModelExport(ObjectStore store, StageRule stages, Offerings<Head> heads) {
    this.store = store;
    this.stages = stages;
    this.heads = heads;
  }

  /** Exports the classifier of a campaign that has ended, unless it stands. */
  public void export(CampaignCompleted event) {
    stages.run(
        new StageRun("export-model", event.campaign(), event.cycle()),
        ObjectKeys.modelManifest(event.campaign()),
        Model.class,
        attempt -> export(event.campaign(), event.cycle(), attempt));
  }

  private Model export(CampaignId campaign, int cycle, Attempt attempt) {
    String specificationKey = ObjectKeys.specification(campaign);
    CampaignSpecification specification =
        Json.read(specificationKey, store.get(specificationKey), CampaignSpecification.class);
    Manifest<Predictions> predictions =
        read(ObjectKeys.predictions(campaign, cycle), Predictions.class, attempt);
    Manifest<Dataset> dataset =
        read(ObjectKeys.dataset(specification.dataset()), Dataset.class, attempt);
    List<String> classes = specification.classesOr(dataset.content().classes());
    boolean frozen = specification.mode() == Mode.SELF_SUPERVISED;
    BackboneId backbone =
        frozen
            ? ContentAddress.pretrainedBackbone(specification)
            : ContentAddress.scratchBackbone(
                specification, learntFrom(specification, dataset, campaign, cycle, attempt));
    Part onnx = read(ObjectKeys.backbone(backbone), Backbone.class, attempt).part(Backbone.ONNX);
    OnnxClassifier classifier = OnnxClassifier.of(onnx.key(), store.get(onnx.key()));
    classifier =
        frozen
            ? classifier.withHead(
                heads
                    .named(specification.classifier().kind(), "classifier.kind")
                    .read(name -> npy(predictions.part(name))))
            : classifier.withLogits();
    Predictions last = predictions.content();
    byte[] bytes = classifier.bytes(classes.size(), metadata(campaign, classes, last));
    String key = ObjectKeys.model(campaign);
    store.put(key, bytes, "application/octet-stream");
    attempt.adopt(
        Model.ONNX, new Part(Model.ONNX, key, ContentAddress.sha256(bytes), bytes.length));
    return new Model(cycle, last.labels(), last.accuracy(), classes);
  }

  private int[] learntFrom(
      CampaignSpecification specification,
      Manifest<Dataset> dataset,
      CampaignId campaign,
      int cycle,
      Attempt attempt) {
    String key = ObjectKeys.labels(campaign, cycle);
    attempt.madeFrom(key);
    return KnownLabels.learntFrom(store, dataset, specification, key);
  }

  /** What whoever opens the file should know: also how far its accuracy can be trusted. */
  static SortedMap<String, String> metadata(
      CampaignId campaign, List<String> classes, Predictions last) {
    SortedMap<String, String> metadata = new TreeMap<>();
    metadata.put(Model.CLASSES, new String(Json.bytes(classes), StandardCharsets.UTF_8));
    metadata.put("campaign", campaign.value());
    metadata.put("labels", Integer.toString(last.labels()));
    if (last.accuracy().isPresent()) {
      double accuracy = last.accuracy().getAsDouble();
      int tested = last.evaluated();
      BinomialInterval interval = BinomialInterval.of(accuracy, tested);
      metadata.put("accuracy", Double.toString(accuracy));
      metadata.put("testImages", Integer.toString(tested));
      metadata.put("accuracyLower", Double.toString(interval.lower()));
      metadata.put("accuracyUpper", Double.toString(interval.upper()));
      if (interval.lower() <= chance(classes, last, tested)) {
        metadata.put(
            "warning",
            "on "
                + tested
                + " test images this accuracy is what naming the commonest class could give, too");
      }
    }
    return metadata;
  }

  /** Returns how often whoever always names the commonest class of the test images is right. */
  private static double chance(List<String> classes, Predictions last, int tested) {
    int commonest =
        last.perClass().stream().mapToInt(Predictions.ClassReport::support).max().orElse(0);
    return Math.max(1.0 / classes.size(), (double) commonest / tested);
  }

  private Npy npy(Part part) {
    return Npy.decode(part.key(), store.get(part.key()));
  }

  private <C> Manifest<C> read(String key, Class<C> content, Attempt attempt) {
    attempt.madeFrom(key);
    return Manifest.read(store, key, content);
  }
}
