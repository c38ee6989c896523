package io.modicum.contracts.store;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import java.util.Locale;

/** Where things are in the bucket. */
public final class ObjectKeys {

  private ObjectKeys() {}

  /** The uploaded archive. */
  public static String archive(DatasetId dataset) {
    return source(dataset, "archive");
  }

  /** What a source, by its name, reads to find a dataset's images. */
  public static String source(DatasetId dataset, String source) {
    return "datasets/" + dataset + "/source/" + source;
  }

  /** Manifest of {@code Dataset}. */
  public static String dataset(DatasetId dataset) {
    return "datasets/" + dataset + "/dataset.json";
  }

  /** Manifest of what a dataset's images are, and how replicas share them. */
  public static String packingPlan(DatasetId dataset) {
    return "datasets/" + dataset + "/plan.json";
  }

  /** Manifest of the same where images turned out to have no size in common. */
  public static String resizedPackingPlan(DatasetId dataset) {
    return "datasets/" + dataset + "/plan-resized.json";
  }

  /**
   * Manifest of images that were packed together.
   *
   * @param address hash of what they were made of
   */
  public static String packedShard(DatasetId dataset, String address) {
    return packedShards(dataset) + address + ".json";
  }

  /** Prefix of all {@link #packedShard}s of a dataset. */
  public static String packedShards(DatasetId dataset) {
    return "datasets/" + dataset + "/shards/";
  }

  /**
   * The files that a dataset was refused for, as {@code Dataset.PROBLEMS} has those that one was
   * packed without.
   */
  public static String problems(DatasetId dataset) {
    return "datasets/" + dataset + "/problems.csv";
  }

  /** Manifest of {@code Backbone}. */
  public static String backbone(BackboneId backbone) {
    return "backbones/" + backbone + "/backbone.json";
  }

  /** A registered backbone as its owner uploaded it. */
  public static String network(BackboneId backbone) {
    return "backbones/" + backbone + "/source/network";
  }

  /** Training state after an epoch, from which a killed training resumes. */
  public static String trainingState(BackboneId backbone, int epoch) {
    return trainingStates(backbone) + String.format(Locale.ROOT, "epoch-%04d", epoch);
  }

  /** Prefix of all training states. */
  public static String trainingStates(BackboneId backbone) {
    return "backbones/" + backbone + "/state/";
  }

  /** Manifest of {@code Embeddings}. */
  public static String embeddings(BackboneId backbone, DatasetId dataset) {
    return "embeddings/" + backbone + "/" + dataset + "/embeddings.json";
  }

  /** Manifest of one {@code EmbeddingShard}. */
  public static String embeddingShard(BackboneId backbone, DatasetId dataset, int shard) {
    return String.format(
        Locale.ROOT, "embeddings/%s/%s/shards/%05d.json", backbone, dataset, shard);
  }

  /** The {@code CampaignSpecification}. */
  public static String specification(CampaignId campaign) {
    return "campaigns/" + campaign + "/campaign.json";
  }

  /** Manifest of {@code Selection}. */
  public static String selection(CampaignId campaign, int cycle) {
    return cycle(campaign, cycle) + "selection.json";
  }

  /** Manifest of the {@code Selection} from one part of the pool. */
  public static String selectionPart(CampaignId campaign, int cycle, int part) {
    return cycle(campaign, cycle) + String.format(Locale.ROOT, "selection/parts/%05d.json", part);
  }

  /** Manifest of {@code LabelledSet}. */
  public static String labels(CampaignId campaign, int cycle) {
    return cycle(campaign, cycle) + "labels.json";
  }

  /** Manifest of {@code Predictions}. */
  public static String predictions(CampaignId campaign, int cycle) {
    return cycle(campaign, cycle) + "predictions.json";
  }

  /** Manifest of {@code Model}. */
  public static String modelManifest(CampaignId campaign) {
    return "campaigns/" + campaign + "/model.json";
  }

  /** The finished classifier. */
  public static String model(CampaignId campaign) {
    return "campaigns/" + campaign + "/model.onnx";
  }

  /** The {@code FunctionCatalogue}; the latest acquisition service to start replaces it. */
  public static String acquisitionFunctions() {
    return "catalogues/acquisition-functions.json";
  }

  private static String cycle(CampaignId campaign, int cycle) {
    return "campaigns/" + campaign + "/cycles/" + cycle + "/";
  }
}
