package io.modicum.gateway.labeling.cycle;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.ExistingLabels;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.campaign.CampaignTable;
import io.modicum.gateway.campaign.CycleTable;
import io.modicum.gateway.labeling.answer.CycleJudge;
import io.modicum.gateway.labeling.answer.TasksAnswered;
import io.modicum.gateway.outbox.Outbox;
import io.modicum.gateway.outbox.TraceParent;
import io.modicum.gateway.webhook.Notice;
import io.modicum.gateway.webhook.Webhooks;
import io.modicum.gateway.worker.NudgedWorker;
import io.modicum.gateway.worker.NudgedWorkers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;

/**
 * Completes each cycle whose images are all decided. The database is the truth: the cycle is closed
 * in it, so that no answer changes any more; then the labelled set is made from it and committed to
 * the store; and only then is the cycle marked and announced, both in one transaction. A crash
 * between two of these only makes the rest happen later.
 */
@Startup
@ApplicationScoped
class LabelledSets {

  /** So that a stream of labels does not make a stream of questions whether they were the last. */
  private static final Duration LABELS_GATHER = Duration.ofMillis(100);

  private final CampaignTable campaigns;
  private final CycleTable cycles;
  private final LabelledImageTable images;
  private final CycleJudge judge;
  private final StageRule rule;
  private final Outbox outbox;
  private final Webhooks webhooks;
  private final NudgedWorker worker =
      new NudgedWorker("labelled-sets", this::completeAll, LABELS_GATHER);

  LabelledSets(
      CampaignTable campaigns,
      CycleTable cycles,
      LabelledImageTable images,
      CycleJudge judge,
      StageRule rule,
      Outbox outbox,
      Webhooks webhooks,
      NudgedWorkers workers) {
    this.campaigns = campaigns;
    this.cycles = cycles;
    this.images = images;
    this.judge = judge;
    this.rule = rule;
    this.outbox = outbox;
    this.webhooks = webhooks;
    workers.add(worker);
  }

  void answered(@Observes(during = TransactionPhase.AFTER_SUCCESS) TasksAnswered answered) {
    worker.nudge();
  }

  private void completeAll() {
    worker.each(
        cycles.answered(),
        answered ->
            TraceParent.resume(
                answered.traceparent(), () -> judge.close(answered.campaign(), answered.cycle())));
    worker.each(
        cycles.closed(),
        closed -> TraceParent.resume(closed.traceparent(), () -> complete(closed)));
  }

  private void complete(CycleTable.Labelling closed) {
    String key = ObjectKeys.labels(closed.campaign(), closed.cycle());
    LabelledSet labelled =
        rule.run(
                new StageRun("label", closed.campaign().value(), closed.cycle()),
                key,
                LabelledSet.class,
                attempt -> {
                  attempt.madeFrom(ObjectKeys.selection(closed.campaign(), closed.cycle()));
                  return new LabelledSet(
                      closed.cycle(),
                      images.decided(closed.campaign(), closed.cycle()),
                      images.leftOut(closed.campaign(), closed.cycle()),
                      images.evaluation(closed.campaign(), closed.cycle()));
                })
            .content();
    int labels = labelled.budgeted(existingLabels(closed.campaign()));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (cycles.labelled(closed.campaign(), closed.cycle(), labels)) {
                outbox.add(
                    new LabelsCompleted(
                        closed.campaign(), closed.dataset(), closed.mode(), closed.cycle(), key));
                webhooks.tell(new Notice.CycleCompleted(closed.campaign(), closed.cycle(), labels));
              }
            });
  }

  private ExistingLabels existingLabels(CampaignId campaign) {
    return campaigns.find(campaign).orElseThrow().specification().existingLabels();
  }
}
