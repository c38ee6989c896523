package io.modicum.gateway.messaging;

import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.Json;
import io.modicum.gateway.campaign.FailureRecorder;
import io.modicum.gateway.database.DatabaseFault;
import io.modicum.gateway.progress.Progress;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * What stages tell of themselves. A failure to take note of a failure must not be announced as one
 * more, so these records wait for the database as long as it takes.
 */
@ApplicationScoped
class StageEvents {

  private static final Logger LOG = Logger.getLogger(StageEvents.class);
  private static final long WAIT_MILLIS = 1000;

  private final FailureRecorder failures;
  private final Progress progress;

  StageEvents(FailureRecorder failures, Progress progress) {
    this.failures = failures;
    this.progress = progress;
  }

  @Incoming("stage-progressed")
  @Blocking
  void stageProgressed(byte[] value) {
    StageProgressed event = Json.read("stage-progressed", value, StageProgressed.class);
    untilTaken(() -> progress.progressed(event));
  }

  @Incoming("stage-failed")
  @Blocking
  void stageFailed(byte[] value) {
    StageFailed event = Json.read("stage-failed", value, StageFailed.class);
    untilTaken(() -> failures.failed(event));
  }

  private static void untilTaken(Runnable note) {
    while (true) {
      try {
        DatabaseFault.translating(note);
        return;
      } catch (Unavailable away) {
        LOG.warn(away.getMessage());
        try {
          Thread.sleep(WAIT_MILLIS);
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
          throw away;
        }
      }
    }
  }
}
