package io.modicum.acquisition;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;

/** Reads what a selection is made from. */
final class CampaignObjects {

  private final ObjectStore store;

  CampaignObjects(ObjectStore store) {
    this.store = store;
  }

  CampaignSpecification specification(CampaignId campaign) {
    String key = ObjectKeys.specification(campaign);
    return Json.read(key, store.get(key), CampaignSpecification.class);
  }

  Manifest<Dataset> dataset(DatasetId dataset) {
    return Manifest.read(store, ObjectKeys.dataset(dataset), Dataset.class);
  }

  LabelledSet labelled(CampaignId campaign, int cycle) {
    return Manifest.read(store, ObjectKeys.labels(campaign, cycle), LabelledSet.class).content();
  }

  /** Returns the class of each image, -1 where unknown. */
  int[] labels(DatasetId dataset) {
    return npy(dataset(dataset).part(Dataset.LABELS)).ints();
  }

  /** Returns the class probabilities {@code [pool, classes]} after a cycle. */
  Matrix probabilities(CampaignId campaign, int cycle) {
    Manifest<Predictions> manifest =
        Manifest.read(store, ObjectKeys.predictions(campaign, cycle), Predictions.class);
    Npy npy = npy(manifest.part(Predictions.PROBABILITIES));
    return new Matrix(npy.floats(), npy.shape()[0], npy.shape()[1]);
  }

  /** Returns the features {@code [images, d]} that the campaign has after a cycle. */
  Matrix features(CampaignSpecification specification, LabelledSet labelled) {
    BackboneId backbone =
        specification.mode() == Mode.FROM_SCRATCH
            ? ContentAddress.scratchBackbone(specification, labelled)
            : ContentAddress.pretrainedBackbone(specification);
    Manifest<Embeddings> manifest =
        Manifest.read(
            store, ObjectKeys.embeddings(backbone, specification.dataset()), Embeddings.class);
    Embeddings embeddings = manifest.content();
    int d = embeddings.dimensions();
    float[] values = new float[Math.multiplyExact(embeddings.images(), d)];
    for (int shard = 0; shard < embeddings.shards().size(); shard++) {
      float[] part = npy(manifest.part(Embeddings.features(shard))).floats();
      System.arraycopy(part, 0, values, embeddings.shards().get(shard).first() * d, part.length);
    }
    return new Matrix(values, embeddings.images(), d);
  }

  private Npy npy(Part part) {
    return Npy.decode(part.key(), store.get(part.key()));
  }
}
