package io.modicum.gateway.exchange;

import io.modicum.gateway.campaign.CampaignTable;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.dataset.DatasetObjects;
import io.modicum.gateway.exchange.format.LabelFile;
import io.modicum.gateway.exchange.format.LabelFormat;
import io.modicum.gateway.http.Upload;
import io.modicum.gateway.labeling.answer.Actor;
import io.modicum.gateway.labeling.answer.LabelAction;
import io.modicum.gateway.labeling.answer.LabelActionResult;
import io.modicum.gateway.labeling.answer.LabelActions;
import io.modicum.gateway.labeling.task.TasksOpened;
import io.modicum.gateway.worker.NudgedWorker;
import io.modicum.gateway.worker.NudgedWorkers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes labels that were made elsewhere, as answers of an annotator named after their source,
 * through the same path as people's. A label of an image that the campaign has not asked for is
 * held, and answers when a later cycle asks; so labels may come before a campaign's first cycle.
 */
@Startup
@ApplicationScoped
class LabelImport {

  private static final int BATCH = 1000;
  private static final String PREFIX = "import:";

  private final ExchangeTable table;
  private final CampaignTable campaigns;
  private final DatasetObjects datasets;
  private final LabelActions labeling;
  private final NudgedWorker worker = new NudgedWorker("held-labels", this::answerHeld);

  LabelImport(
      ExchangeTable table,
      CampaignTable campaigns,
      DatasetObjects datasets,
      LabelActions labeling,
      NudgedWorkers workers) {
    this.table = table;
    this.campaigns = campaigns;
    this.datasets = datasets;
    this.labeling = labeling;
    workers.add(worker);
  }

  /**
   * Takes all rows that say what can be used, a batch per transaction unless the caller has one, or
   * none if the file cannot be read to its end.
   *
   * @param source what the labels come from; {@code import:} goes before it, so that nobody's own
   *     answers are taken for it
   */
  ImportReport read(
      RegisteredCampaign campaign, String source, LabelFormat.Reader reader, InputStream in)
      throws IOException {
    try (Upload upload = Upload.receive(in)) {
      LabelFile file = LabelFile.of(upload.file());
      reader.read(file, row -> {});
      ImportReport.Builder report = new ImportReport.Builder();
      LabelBatch batch =
          new LabelBatch(
              campaign.classNames(),
              new ImageLookup(campaign, () -> datasets.paths(campaign.dataset())),
              BATCH,
              report,
              labels -> take(campaign, source, labels, report));
      reader.read(file, batch::add);
      batch.flush();
      return report.build();
    } catch (UncheckedIOException cut) {
      throw cut.getCause();
    }
  }

  /**
   * @param labels class index by image
   */
  private void take(
      RegisteredCampaign campaign,
      String source,
      Map<Integer, Integer> labels,
      ImportReport.Builder report) {
    QuarkusTransaction.joiningExisting()
        .run(
            () -> {
              campaigns.lock(campaign.id());
              Map<Integer, Integer> held = new LinkedHashMap<>(labels);
              Map<Integer, Long> tasks = table.tasks(campaign.id(), List.copyOf(labels.keySet()));
              List<LabelAction.Answer> answers =
                  tasks.entrySet().stream()
                      .map(
                          task ->
                              new LabelAction.Answer(task.getValue(), held.remove(task.getKey())))
                      .toList();
              for (LabelActionResult result :
                  labeling.take(campaign, Actor.gateway(PREFIX + source), answers)) {
                report.count(result.result());
              }
              table.hold(campaign.id(), PREFIX + source, held);
              report.held(held.size());
            });
  }

  void opened(@Observes(during = TransactionPhase.AFTER_SUCCESS) TasksOpened opened) {
    worker.nudge();
  }

  private void answerHeld() {
    worker.each(table.unanswered(), this::answerHeld);
  }

  private void answerHeld(ExchangeTable.Unanswered cycle) {
    while (QuarkusTransaction.requiringNew().call(() -> answerSome(cycle)) == BATCH) {
      // The next batch.
    }
    QuarkusTransaction.requiringNew().run(() -> table.answered(cycle));
  }

  private int answerSome(ExchangeTable.Unanswered cycle) {
    RegisteredCampaign campaign = campaigns.lock(cycle.campaign()).orElseThrow();
    List<ExchangeTable.HeldLabel> held = table.take(cycle, BATCH);
    Map<String, List<LabelAction.Answer>> answers = new TreeMap<>();
    for (ExchangeTable.HeldLabel label : held) {
      answers
          .computeIfAbsent(label.annotator(), first -> new ArrayList<>())
          .add(new LabelAction.Answer(label.task(), label.label()));
    }
    answers.forEach((source, all) -> labeling.take(campaign, Actor.gateway(source), all));
    return held.size();
  }
}
