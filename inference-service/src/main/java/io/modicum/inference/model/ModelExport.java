package io.modicum.inference.model;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Model;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.inference.prediction.StoredHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The stage {@code export-model}: backbone and last classifier of a campaign as one ONNX file. */
public final class ModelExport {

  private final ObjectStore store;
  private final StageRule stages;

  public ModelExport(ObjectStore store, StageRule stages) {
    this.store = store;
    this.stages = stages;
  }

  /** Exports the classifier of a campaign that has ended, unless it stands. */
  public void of(CampaignCompleted event) {
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
    List<String> classes =
        read(ObjectKeys.dataset(specification.dataset()), Dataset.class, attempt)
            .content()
            .classes();
    boolean frozen = specification.mode() == Mode.SELF_SUPERVISED;
    BackboneId backbone =
        frozen
            ? ContentAddress.pretrainedBackbone(specification)
            : ContentAddress.scratchBackbone(
                specification,
                read(ObjectKeys.labels(campaign, cycle), LabelledSet.class, attempt).content());
    Part onnx = read(ObjectKeys.backbone(backbone), Backbone.class, attempt).part(Backbone.ONNX);
    OnnxClassifier classifier = OnnxClassifier.of(onnx.key(), store.get(onnx.key()));
    classifier =
        frozen ? classifier.withHead(StoredHead.read(store, predictions)) : classifier.withLogits();
    Predictions last = predictions.content();
    byte[] bytes =
        classifier.bytes(
            classes.size(),
            Map.of(
                Model.CLASSES,
                new String(Json.bytes(classes), StandardCharsets.UTF_8),
                "campaign",
                campaign.value(),
                "accuracy",
                Double.toString(last.accuracy()),
                "labels",
                Integer.toString(last.labels())));
    String key = ObjectKeys.model(campaign);
    store.put(key, bytes, "application/octet-stream");
    attempt.adopt(
        Model.ONNX, new Part(Model.ONNX, key, ContentAddress.sha256(bytes), bytes.length));
    return new Model(cycle, last.labels(), last.accuracy(), classes);
  }

  private <C> Manifest<C> read(String key, Class<C> content, Attempt attempt) {
    attempt.madeFrom(key);
    return Manifest.read(store, key, content);
  }
}
