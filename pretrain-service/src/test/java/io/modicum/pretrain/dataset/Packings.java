package io.modicum.pretrain.dataset;

import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.PackingShardRequested;
import io.modicum.contracts.stage.SilentObserver;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.pretrain.dataset.layout.KnownLayouts;
import io.modicum.pretrain.dataset.picture.KnownDecoders;
import io.modicum.pretrain.dataset.source.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Packs datasets in tests. */
public final class Packings {

  private Packings() {}

  /** Returns a replica that waits for nothing. */
  public static DatasetPacking of(ObjectStore store, Source source, int shardImages) {
    StageRule rule = new StageRule(store, new SilentObserver(), "test");
    return of(
        store, source, shardImages, 0, new DatasetPacking.Rules(rule, rule, rule, rule, rule));
  }

  static DatasetPacking of(
      ObjectStore store,
      Source source,
      int shardImages,
      long smallBytes,
      DatasetPacking.Rules rules) {
    return new DatasetPacking(
        store,
        new SilentObserver(),
        new Offerings<>(List.of(source)),
        new Planning(KnownLayouts.ALL, KnownDecoders.ALL, shardImages),
        KnownDecoders.ALL,
        smallBytes,
        rules);
  }

  /**
   * Packs a dataset as replicas would that take one event after the other.
   *
   * @return how often it was announced that the dataset stands
   */
  public static int packAll(DatasetRegistered registered, DatasetPacking... replicas) {
    Deque<Event> queue = new ArrayDeque<>(replicas[0].request(registered));
    List<Event> ready = new ArrayList<>();
    for (int turn = 0; !queue.isEmpty(); turn++) {
      Event event = queue.remove();
      if (event instanceof PackingShardRequested shard) {
        queue.addAll(replicas[turn % replicas.length].pack(shard));
      } else {
        ready.add(event);
      }
    }
    return (int) ready.stream().filter(DatasetReady.class::isInstance).count();
  }
}
