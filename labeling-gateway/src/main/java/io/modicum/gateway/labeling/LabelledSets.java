package io.modicum.gateway.labeling;

import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.campaign.CycleTable;
import io.modicum.gateway.outbox.Outbox;
import io.modicum.gateway.outbox.TraceParent;
import io.modicum.gateway.storage.NudgedWorker;
import io.modicum.gateway.webhook.Notice;
import io.modicum.gateway.webhook.Webhooks;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/**
 * Completes each cycle whose images are all decided. The database is the truth: the labelled set is
 * made from it and committed to the store first, and only then is the cycle marked and announced,
 * both in one transaction; a crash between the two only makes the second happen later.
 */
@ApplicationScoped
class LabelledSets {

  private final CycleTable cycles;
  private final TaskTable tasks;
  private final StageRule rule;
  private final Outbox outbox;
  private final Webhooks webhooks;
  private final NudgedWorker worker = new NudgedWorker("labelled-sets", this::completeAll);

  LabelledSets(
      CycleTable cycles, TaskTable tasks, StageRule rule, Outbox outbox, Webhooks webhooks) {
    this.cycles = cycles;
    this.tasks = tasks;
    this.rule = rule;
    this.outbox = outbox;
    this.webhooks = webhooks;
  }

  void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) TasksChanged changed) {
    worker.nudge();
  }

  @Scheduled(every = "{modicum.gateway.poll}")
  void poll() {
    worker.nudge();
  }

  @PreDestroy
  void stop() {
    worker.close();
  }

  private void completeAll() {
    worker.each(
        cycles.decided(),
        decided -> TraceParent.resume(decided.traceparent(), () -> complete(decided)));
  }

  private void complete(CycleTable.DecidedCycle decided) {
    String key = ObjectKeys.labels(decided.campaign(), decided.cycle());
    LabelledSet labelled =
        rule.run(
                new StageRun("label", decided.campaign().value(), decided.cycle()),
                key,
                LabelledSet.class,
                attempt -> {
                  attempt.madeFrom(ObjectKeys.selection(decided.campaign(), decided.cycle()));
                  return new LabelledSet(
                      decided.cycle(), tasks.decided(decided.campaign(), decided.cycle()));
                })
            .content();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (cycles.labelled(decided.campaign(), decided.cycle(), labelled.labels().size())) {
                outbox.add(
                    new LabelsCompleted(
                        decided.campaign(),
                        decided.dataset(),
                        decided.mode(),
                        decided.cycle(),
                        key));
                webhooks.tell(
                    new Notice.CycleCompleted(
                        decided.campaign(), decided.cycle(), labelled.labels().size()));
              }
            });
  }
}
