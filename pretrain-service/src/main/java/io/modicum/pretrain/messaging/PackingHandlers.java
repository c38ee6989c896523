package io.modicum.pretrain.messaging;

import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.PackingShardRequested;
import io.modicum.contracts.messaging.Announcer;
import io.modicum.contracts.messaging.StageListener;
import io.modicum.pretrain.dataset.DatasetPacking;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes the events of datasets that wait to be packed to their stage. */
@ApplicationScoped
class PackingHandlers {

  private static final String STAGE = "pack-dataset";

  private final StageListener listener;
  private final Announcer announcer;
  private final DatasetPacking packing;

  PackingHandlers(StageListener listener, Announcer announcer, DatasetPacking packing) {
    this.listener = listener;
    this.announcer = announcer;
    this.packing = packing;
  }

  @Incoming("dataset-registered")
  @Blocking(value = "packer", ordered = false)
  void datasetRegistered(byte[] value) {
    listener.on(
        STAGE,
        value,
        DatasetRegistered.class,
        event -> packing.request(event).forEach(announcer::announce));
  }

  @Incoming("packing-shard-requested")
  @Blocking(value = "packer", ordered = false)
  void packingShardRequested(byte[] value) {
    listener.on(
        STAGE,
        value,
        PackingShardRequested.class,
        event -> packing.pack(event).forEach(announcer::announce));
  }
}
