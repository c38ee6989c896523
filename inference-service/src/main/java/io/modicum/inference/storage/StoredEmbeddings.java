package io.modicum.inference.storage;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.inference.head.Features;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/** The features and logits of a dataset, read from the parts that the shards left. */
public final class StoredEmbeddings {

  private final ObjectStore store;
  private final String key;
  private final Manifest<Embeddings> manifest;
  private final Runnable requireWanted;

  private StoredEmbeddings(
      ObjectStore store, String key, Manifest<Embeddings> manifest, Runnable requireWanted) {
    this.store = store;
    this.key = key;
    this.manifest = manifest;
    this.requireWanted = requireWanted;
  }

  /**
   * Opens the embeddings of a dataset by a backbone.
   *
   * @param requireWanted runs before each shard that is read; ends the reading by an exception
   * @throws InvalidInput if there are none
   */
  public static StoredEmbeddings open(
      ObjectStore store, BackboneId backbone, DatasetId dataset, Runnable requireWanted) {
    String key = ObjectKeys.embeddings(backbone, dataset);
    return new StoredEmbeddings(
        store, key, Manifest.read(store, key, Embeddings.class), requireWanted);
  }

  /**
   * Opens the embeddings of a dataset by a backbone, or nothing where there are none.
   *
   * @param requireWanted runs before each shard that is read; ends the reading by an exception
   */
  public static Optional<StoredEmbeddings> find(
      ObjectStore store, BackboneId backbone, DatasetId dataset, Runnable requireWanted) {
    String key = ObjectKeys.embeddings(backbone, dataset);
    return store
        .find(key)
        .map(
            bytes ->
                new StoredEmbeddings(
                    store, key, Manifest.decode(key, bytes, Embeddings.class), requireWanted));
  }

  /** Returns the object key of the manifest. */
  public String key() {
    return key;
  }

  /** Returns the features of all images, {@code [images, dimensions]}. */
  public Features features() {
    return read(Embeddings::features, manifest.content().dimensions());
  }

  /**
   * Returns the logits of all images, {@code [images, classes]}.
   *
   * @throws InvalidInput if the backbone has none, or not one per class
   */
  public Features logits(int classes) {
    if (!manifest.content().hasLogits()) {
      throw new InvalidInput(
          key, "has no logits; the backbone must have been trained from scratch");
    }
    return read(Embeddings::logits, classes);
  }

  private Features read(IntFunction<String> partName, int columns) {
    float[] all = new float[manifest.content().images() * columns];
    int row = 0;
    for (int i = 0; i < manifest.content().shards().size(); i++) {
      requireWanted.run();
      Embeddings.Shard shard = manifest.content().shards().get(i);
      Part part = manifest.part(partName.apply(i));
      Npy rows = Npy.decode(part.key(), store.get(part.key()));
      int[] shape = rows.shape();
      if (shard.first() != row
          || shape.length != 2
          || shape[0] != shard.count()
          || shape[1] != columns
          || row + shard.count() > manifest.content().images()) {
        throw new InvalidInput(
            part.key(),
            String.format(
                Locale.ROOT,
                "must be [%d, %d] for the images from %d on",
                shard.count(),
                columns,
                row));
      }
      System.arraycopy(rows.floats(), 0, all, row * columns, shard.count() * columns);
      row += shard.count();
    }
    if (row != manifest.content().images()) {
      throw new InvalidInput(
          key, "promises " + manifest.content().images() + " images, its shards have " + row);
    }
    return new Features(all, row, columns);
  }
}
