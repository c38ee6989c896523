package io.modicum.gateway.worker;

import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All workers of this gateway. They are nudged every now and then, for what was left undone before
 * it started or whose nudge was lost, and end with it.
 */
@ApplicationScoped
public class NudgedWorkers {

  private final List<NudgedWorker> all = new CopyOnWriteArrayList<>();

  /** Lets a worker live as long as the gateway; its bean must be there from the start. */
  public void add(NudgedWorker worker) {
    all.add(worker);
  }

  @Scheduled(every = "{modicum.gateway.poll}")
  void poll() {
    all.forEach(NudgedWorker::nudge);
  }

  @PreDestroy
  void stop() {
    all.forEach(NudgedWorker::close);
  }
}
