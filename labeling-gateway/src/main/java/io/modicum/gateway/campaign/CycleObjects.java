package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What the stages of a cycle made. It never changes once it is there. */
@ApplicationScoped
public class CycleObjects {

  private final ObjectStore store;

  CycleObjects(ObjectStore store) {
    this.store = store;
  }

  /** Returns the images that a cycle asks for, or empty while they are not chosen. */
  public Optional<Selection> selection(CampaignId campaign, int cycle) {
    return find(ObjectKeys.selection(campaign, cycle), Selection.class).map(Manifest::content);
  }

  /** Returns how a cycle's classifier does, or empty while there is none. */
  public Optional<Predictions> predictions(CampaignId campaign, int cycle) {
    return find(ObjectKeys.predictions(campaign, cycle), Predictions.class).map(Manifest::content);
  }

  /**
   * Returns the places of the pool's images on a cycle's map, {@code .npy} float32 {@code [pool,
   * 2]}, or empty where there is none.
   */
  public Optional<byte[]> map(CampaignId campaign, int cycle) {
    return find(ObjectKeys.predictions(campaign, cycle), Predictions.class)
        .flatMap(manifest -> manifest.find(Predictions.MAP))
        .map(Part::key)
        .map(store::get);
  }

  /** Returns what a cycle's classifier takes the pool for, or empty while there is none. */
  public Optional<Probabilities> probabilities(RegisteredCampaign campaign, int cycle) {
    return find(ObjectKeys.predictions(campaign.id(), cycle), Predictions.class)
        .map(manifest -> new Probabilities(store, manifest, campaign.classes(), campaign.pool()));
  }

  /** Returns the finished classifier as ONNX, or empty while there is none. */
  public Optional<byte[]> model(CampaignId id) {
    return store.find(ObjectKeys.model(id));
  }

  private <T> Optional<Manifest<T>> find(String key, Class<T> type) {
    return store.find(key).map(json -> Manifest.decode(key, json, type));
  }
}
