package io.modicum.inference.embedding;

import io.modicum.contracts.event.EmbeddingShardRequested;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.EmbeddingShard;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.StageObserver;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Embeds the images of one dataset shard. */
public final class ShardEmbedding {

  private final ObjectStore store;
  private final StageRule stages;
  private final StageObserver observer;
  private final LoadedBackbones backbones;
  private final int batch;

  /**
   * @param batch images that the backbone takes at once
   */
  public ShardEmbedding(
      ObjectStore store,
      StageRule stages,
      StageObserver observer,
      LoadedBackbones backbones,
      int batch) {
    this.store = store;
    this.stages = stages;
    this.observer = observer;
    this.backbones = backbones;
    this.batch = batch;
  }

  /**
   * Makes the features of a shard stand.
   *
   * @throws InvalidInput if the shard, its images or the backbone are not what their manifests say
   */
  Manifest<EmbeddingShard> embed(EmbeddingShardRequested event, Manifest<Dataset> dataset) {
    int shards = dataset.content().shards().size();
    if (event.shard() < 0 || event.shard() >= shards) {
      throw new InvalidInput(
          "shard", event.shard() + " is not one of the dataset's " + shards + " shards");
    }
    return stages.run(
        new StageRun("embed-shard", event.campaign(), event.cycle()),
        ObjectKeys.embeddingShard(event.backbone(), event.dataset(), event.shard()),
        EmbeddingShard.class,
        attempt -> embed(event, dataset, attempt));
  }

  private EmbeddingShard embed(
      EmbeddingShardRequested event, Manifest<Dataset> dataset, Attempt attempt) {
    Dataset.Shard shard = dataset.content().shards().get(event.shard());
    String backboneKey = ObjectKeys.backbone(event.backbone());
    Manifest<Backbone> manifest = Manifest.read(store, backboneKey, Backbone.class);
    Backbone backbone = manifest.content();
    attempt.madeFrom(backboneKey);
    Part part = dataset.part(shard.part());
    attempt.madeFrom(part.key());
    Npy images = Npy.decode(part.key(), store.get(part.key()));
    boolean anySize = backbone.height() == Backbone.ANY_SIZE;
    int height = anySize ? dataset.content().height() : backbone.height();
    int width = anySize ? dataset.content().width() : backbone.width();
    int[] expected = {shard.count(), 3, height, width};
    if (images.type() != Npy.Type.UINT8 || !Arrays.equals(images.shape(), expected)) {
      throw new InvalidInput(
          part.key(),
          "must be uint8 %s for backbone %s, is %s %s"
              .formatted(
                  Arrays.toString(expected),
                  event.backbone(),
                  images.type(),
                  Arrays.toString(images.shape())));
    }
    Progress progress = new Progress(event, dataset.content());
    FrozenBackbone.Outputs made =
        backbones.with(manifest, network -> embed(network, images, progress, attempt));
    requireFinite(event, backbone, made.features(), shard.first(), shard.count());
    requireFinite(event, backbone, made.logits(), shard.first(), shard.count());
    attempt.put(
        EmbeddingShard.FEATURES, Npy.encode(made.features(), shard.count(), backbone.dimensions()));
    if (backbone.hasLogits()) {
      attempt.put(
          EmbeddingShard.LOGITS,
          Npy.encode(made.logits(), shard.count(), made.logits().length / shard.count()));
    }
    return new EmbeddingShard(event.shard(), shard.first(), shard.count(), backbone.dimensions());
  }

  private static void requireFinite(
      EmbeddingShardRequested event, Backbone backbone, float[] values, int first, int count) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        boolean registered = backbone.height() == Backbone.ANY_SIZE;
        throw new InvalidInput(
            "backbone " + event.backbone(),
            "gives image "
                + (first + i / (values.length / count))
                + " of the dataset features that are no finite numbers; "
                + (registered
                    ? "add a small constant to what the network divides by, and register it again"
                    : "its training diverged, start a campaign with a lower learning rate"));
      }
    }
  }

  private FrozenBackbone.Outputs embed(
      FrozenBackbone network, Npy images, Progress progress, Attempt attempt) {
    int count = images.shape()[0];
    int height = images.shape()[2];
    int width = images.shape()[3];
    int imageBytes = 3 * height * width;
    float[] features = new float[count * network.backbone().dimensions()];
    float[] logits = new float[0];
    ByteBuffer pixels = ByteBuffer.allocateDirect(Math.min(batch, count) * imageBytes);
    for (int first = 0; first < count; first += batch) {
      int n = Math.min(batch, count - first);
      pixels.clear();
      pixels.put(
          images
              .elements()
              .slice(images.elements().position() + first * imageBytes, n * imageBytes));
      pixels.flip();
      FrozenBackbone.Outputs outputs = network.embed(pixels, n, height, width);
      System.arraycopy(
          outputs.features(),
          0,
          features,
          first * network.backbone().dimensions(),
          outputs.features().length);
      int classes = outputs.logits().length / n;
      if (first == 0) {
        logits = new float[count * classes];
      }
      System.arraycopy(outputs.logits(), 0, logits, first * classes, outputs.logits().length);
      progress.embedded(first + n);
      attempt.requireWanted();
    }
    return new FrozenBackbone.Outputs(features, logits);
  }

  /** Tells how much of the whole embedding stands, of which this shard is a part. */
  private final class Progress {

    private final StageRun whole;
    private final int imagesBefore;
    private final int images;
    private final long startNanos = System.nanoTime();

    Progress(EmbeddingShardRequested event, Dataset dataset) {
      this.whole = new StageRun("embed", event.campaign(), event.cycle());
      this.images = dataset.pool() + dataset.test();
      this.imagesBefore =
          IntStream.range(0, dataset.shards().size())
              .filter(
                  shard ->
                      shard != event.shard()
                          && store
                              .find(
                                  ObjectKeys.embeddingShard(
                                      event.backbone(), event.dataset(), shard))
                              .isPresent())
              .map(shard -> dataset.shards().get(shard).count())
              .sum();
    }

    void embedded(int ofShard) {
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      double rate = ofShard / Math.max(seconds, 1e-9);
      int done = imagesBefore + ofShard;
      observer.progressed(
          whole, (double) done / images, rate, done / rate, (images - done) / rate, Map.of());
    }
  }
}
