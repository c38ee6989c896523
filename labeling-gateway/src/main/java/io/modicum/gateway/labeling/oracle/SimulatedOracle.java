package io.modicum.gateway.labeling.oracle;

import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.GatewayConfig;
import io.modicum.gateway.campaign.CampaignTable;
import io.modicum.gateway.campaign.FailureRecorder;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.dataset.DatasetObjects;
import io.modicum.gateway.labeling.answer.Actor;
import io.modicum.gateway.labeling.answer.LabelAction;
import io.modicum.gateway.labeling.answer.LabelActions;
import io.modicum.gateway.labeling.lease.Leasing;
import io.modicum.gateway.labeling.task.Task;
import io.modicum.gateway.labeling.task.TasksOpened;
import io.modicum.gateway.worker.NudgedWorker;
import io.modicum.gateway.worker.NudgedWorkers;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Answers the tasks of benchmark campaigns with the labels that their dataset came with. */
@Startup
@ApplicationScoped
class SimulatedOracle {

  private static final String ANNOTATOR = "simulated-oracle";
  private static final int LEASE_SECONDS = 60;

  private final CampaignTable table;
  private final FailureRecorder failures;
  private final Leasing leasing;
  private final LabelActions labeling;
  private final DatasetObjects datasets;
  private final GatewayConfig config;
  private final NudgedWorker worker = new NudgedWorker(ANNOTATOR, this::answerAll);

  SimulatedOracle(
      CampaignTable table,
      FailureRecorder failures,
      Leasing leasing,
      LabelActions labeling,
      DatasetObjects datasets,
      GatewayConfig config,
      NudgedWorkers workers) {
    this.table = table;
    this.failures = failures;
    this.leasing = leasing;
    this.labeling = labeling;
    this.datasets = datasets;
    this.config = config;
    workers.add(worker);
  }

  void opened(@Observes(during = TransactionPhase.AFTER_SUCCESS) TasksOpened opened) {
    worker.nudge();
  }

  private void answerAll() {
    worker.each(table.awaitingSimulatedOracle(), this::answer);
  }

  private void answer(RegisteredCampaign campaign) {
    List<Task> tasks =
        leasing.leaseUnattended(campaign, ANNOTATOR, config.oracleBatch(), LEASE_SECONDS);
    if (tasks.isEmpty()) {
      return;
    }
    try {
      labeling.take(campaign, Actor.gateway(ANNOTATOR), answers(campaign, tasks));
      worker.nudge();
    } catch (InvalidInput unknown) {
      failures.failed(failure(campaign, tasks.get(0).cycle(), unknown));
    }
  }

  private List<LabelAction.Answer> answers(RegisteredCampaign campaign, List<Task> tasks) {
    List<LabelAction.Answer> answers = new ArrayList<>();
    for (Task task : tasks) {
      int label =
          datasets
              .className(campaign.dataset(), task.image())
              .map(campaign.classes()::indexOf)
              .filter(known -> known >= 0)
              .orElseThrow(
                  () ->
                      new InvalidInput(
                          "oracle",
                          "image "
                              + task.image()
                              + " has no label in the dataset; let annotators answer"));
      answers.add(new LabelAction.Answer(task.id(), label));
    }
    return answers;
  }

  private static StageFailed failure(RegisteredCampaign campaign, int cycle, InvalidInput reason) {
    LabelsRequested asked =
        new LabelsRequested(
            campaign.id(),
            campaign.dataset(),
            cycle,
            ObjectKeys.selection(campaign.id(), cycle),
            0);
    return new StageFailed(
        campaign.id().value(),
        "label",
        cycle,
        true,
        reason.getMessage(),
        Topic.of(LabelsRequested.class).name(),
        new String(Json.bytes(asked), StandardCharsets.UTF_8));
  }
}
