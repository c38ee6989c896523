package io.modicum.pretrain.messaging;

import io.modicum.pretrain.training.Snapshots;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Lets a process that was asked to end go on until its pretraining has written a snapshot. The
 * training's record stays unacknowledged, so whoever gets it next goes on from there.
 */
@ApplicationScoped
class StopAtSnapshot {

  private static final Logger LOG = Logger.getLogger(StopAtSnapshot.class);

  private final Snapshots snapshots;
  private final TrainingConfig config;

  StopAtSnapshot(Snapshots snapshots, TrainingConfig config) {
    this.snapshots = snapshots;
    this.config = config;
  }

  void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
    if (!snapshots.awaitNext(config.snapshotWait())) {
      LOG.warnf("no snapshot within %s; the epoch begins again elsewhere", config.snapshotWait());
    }
  }
}
