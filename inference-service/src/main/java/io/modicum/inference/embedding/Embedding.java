package io.modicum.inference.embedding;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.EmbeddingShardRequested;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.EmbeddingShard;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns every image of a dataset into features, shard by shard, so that any number of replicas
 * share the work; who finishes a shard and finds all others standing commits the whole.
 */
public final class Embedding {

  private final ObjectStore store;
  private final StageRule stages;
  private final ShardEmbedding shardEmbedding;

  public Embedding(ObjectStore store, StageRule stages, ShardEmbedding shardEmbedding) {
    this.store = store;
    this.stages = stages;
    this.shardEmbedding = shardEmbedding;
  }

  /** Returns what to announce for a backbone: its features where they stand, else the shards. */
  public List<Event> request(BackboneReady event) {
    String manifestKey = ObjectKeys.embeddings(event.backbone(), event.dataset());
    if (store.find(manifestKey).isPresent()) {
      return List.of(
          whole(
              new EmbeddingShardRequested(
                  event.campaign(),
                  event.dataset(),
                  event.mode(),
                  event.cycle(),
                  event.backbone(),
                  0,
                  0)));
    }
    int shards = dataset(event.dataset()).content().shards().size();
    return IntStream.range(0, shards)
        .<Event>mapToObj(
            shard ->
                new EmbeddingShardRequested(
                    event.campaign(),
                    event.dataset(),
                    event.mode(),
                    event.cycle(),
                    event.backbone(),
                    shard,
                    shards))
        .toList();
  }

  /** Embeds a shard; returns the whole's announcement if all shards stand now. */
  public Optional<EmbeddingsReady> embed(EmbeddingShardRequested event) {
    Manifest<Dataset> dataset = dataset(event.dataset());
    shardEmbedding.embed(event, dataset);
    boolean allStand =
        IntStream.range(0, dataset.content().shards().size())
            .allMatch(shard -> store.find(shardKey(event, shard)).isPresent());
    return allStand ? Optional.of(whole(event)) : Optional.empty();
  }

  private EmbeddingsReady whole(EmbeddingShardRequested event) {
    String key = ObjectKeys.embeddings(event.backbone(), event.dataset());
    stages.run(
        new StageRun("embed", event.campaign(), event.cycle()),
        key,
        Embeddings.class,
        attempt -> {
          Manifest<Backbone> backbone = backbone(event.backbone());
          attempt.madeFrom(ObjectKeys.backbone(event.backbone()));
          List<Embeddings.Shard> shards = new ArrayList<>();
          int images = 0;
          boolean hasLogits = backbone.content().hasLogits();
          int count = dataset(event.dataset()).content().shards().size();
          for (int i = 0; i < count; i++) {
            String shardKey = shardKey(event, i);
            Manifest<EmbeddingShard> shard = Manifest.read(store, shardKey, EmbeddingShard.class);
            attempt.madeFrom(shardKey);
            attempt.adoptSeconds(shard.seconds());
            attempt.adopt(Embeddings.features(i), shard.part(EmbeddingShard.FEATURES));
            if (hasLogits) {
              attempt.adopt(Embeddings.logits(i), shard.part(EmbeddingShard.LOGITS));
            }
            shards.add(new Embeddings.Shard(shard.content().first(), shard.content().count()));
            images += shard.content().count();
          }
          return new Embeddings(images, backbone.content().dimensions(), hasLogits, shards);
        });
    return new EmbeddingsReady(
        event.campaign(), event.dataset(), event.mode(), event.cycle(), event.backbone(), key);
  }

  private static String shardKey(EmbeddingShardRequested event, int shard) {
    return ObjectKeys.embeddingShard(event.backbone(), event.dataset(), shard);
  }

  private Manifest<Dataset> dataset(DatasetId dataset) {
    return Manifest.read(store, ObjectKeys.dataset(dataset), Dataset.class);
  }

  private Manifest<Backbone> backbone(BackboneId backbone) {
    return Manifest.read(store, ObjectKeys.backbone(backbone), Backbone.class);
  }
}
