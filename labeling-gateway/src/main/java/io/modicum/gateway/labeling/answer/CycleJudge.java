package io.modicum.gateway.labeling.answer;

import io.modicum.contracts.campaign.AgreementRule;
import io.modicum.contracts.campaign.AnnotationSettings;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.agreement.DawidSkene;
import io.modicum.gateway.campaign.CampaignTable;
import io.modicum.gateway.campaign.CycleTable;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.labeling.annotator.AnswerTable;
import io.modicum.gateway.labeling.annotator.Answers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges the images of a cycle together once all have their answers, where the campaign's rule is
 * such, and closes the cycle if all are decided then.
 */
@ApplicationScoped
public class CycleJudge {

  /** Keeps an annotator who gave few labels from counting as always, or never, right. */
  private static final double SMOOTHING = 0.01;

  private final CampaignTable campaigns;
  private final CycleTable cycles;
  private final TaskStatusTable tasks;
  private final AnswerTable answers;
  private final LabelRecorder recorder;

  CycleJudge(
      CampaignTable campaigns,
      CycleTable cycles,
      TaskStatusTable tasks,
      AnswerTable answers,
      LabelRecorder recorder) {
    this.campaigns = campaigns;
    this.cycles = cycles;
    this.tasks = tasks;
    this.answers = answers;
    this.recorder = recorder;
  }

  /** Does so unless another gateway did. Corrections wait meanwhile. */
  @Transactional
  public void close(CampaignId id, int cycle) {
    if (!cycles.lock(id, cycle)) {
      return;
    }
    RegisteredCampaign campaign = campaigns.find(id).orElseThrow();
    if (campaign.annotation().rule() == AgreementRule.DAWID_SKENE) {
      judge(campaign, cycle);
    }
    cycles.closeIfDecided(id, cycle);
  }

  private void judge(RegisteredCampaign campaign, int cycle) {
    AnnotationSettings settings = campaign.annotation();
    String rule = settings.rule().toString();
    Map<Long, TaskStatus> answered =
        tasks.lock(campaign.id(), tasks.answered(campaign.id(), cycle), rule);
    Answers all = answers.read(campaign.id());
    double[][] posteriors =
        new DawidSkene(
                all.ratings(),
                all.known(),
                all.items().size(),
                all.annotators().size(),
                campaign.classes().size(),
                SMOOTHING)
            .posteriors();
    Deliberation deliberation = new Deliberation(settings, answered, Set.of(cycle));
    answered.forEach(
        (id, task) ->
            deliberation.rule(task, verdict(settings, task, posteriors[all.items().get(id)])));
    recorder.record(campaign, Actor.gateway(rule), deliberation);
  }

  private static Verdict verdict(AnnotationSettings settings, TaskStatus task, double[] posterior) {
    List<Integer> labels = task.labels();
    int best = 0;
    for (int label = 1; label < posterior.length; label++) {
      best = posterior[label] > posterior[best] ? label : best;
    }
    if (posterior[best] >= settings.confidence()) {
      return Verdict.decided(LabelAgreement.on(best, labels));
    }
    return labels.size() < settings.maximumLabels()
        ? Verdict.wanting(settings, labels.size() + 1, task.skips())
        : Verdict.of(TaskState.CONTESTED);
  }
}
