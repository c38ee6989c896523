package io.modicum.gateway.campaign;

import static java.util.stream.Collectors.groupingBy;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.access.VisibleCampaigns;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.progress.FailureView;
import io.modicum.gateway.progress.Progress;
import io.modicum.gateway.progress.StageView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what clients see of campaigns, with one query per table however many they are. */
@ApplicationScoped
class CampaignViews {

  private final CampaignTable campaigns;
  private final CycleTable cycles;
  private final EvaluationTable samples;
  private final Progress progress;

  CampaignViews(
      CampaignTable campaigns, CycleTable cycles, EvaluationTable samples, Progress progress) {
    this.campaigns = campaigns;
    this.cycles = cycles;
    this.samples = samples;
    this.progress = progress;
  }

  /** Returns visible campaigns, newest first. */
  Page<CampaignView> all(VisibleCampaigns visible, PageRequest page) {
    Page<RegisteredCampaign> found = campaigns.all(visible, page);
    return new Page<>(views(found.items()), found.next());
  }

  Optional<CampaignView> find(CampaignId id) {
    return views(campaigns.find(id).stream().toList()).stream().findFirst();
  }

  private List<CampaignView> views(List<RegisteredCampaign> found) {
    String[] ids = found.stream().map(campaign -> campaign.id().value()).toArray(String[]::new);
    Map<String, List<CycleTable.Cycle>> cyclesOf =
        cycles.list(ids).stream().collect(groupingBy(CycleTable.Cycle::campaign));
    Map<String, EvaluationTable.Answered> answeredOf = samples.answered(found);
    Map<String, List<StageView>> stagesOf =
        progress.stages(ids).stream().collect(groupingBy(StageView::subject));
    Map<String, List<FailureView>> failuresOf =
        progress.failures(ids).stream().collect(groupingBy(FailureView::subject));
    return found.stream()
        .map(
            campaign -> {
              String id = campaign.id().value();
              return view(
                  campaign,
                  CampaignView.Evaluation.of(
                      campaign, answeredOf.getOrDefault(id, EvaluationTable.Answered.NOTHING)),
                  cyclesOf.getOrDefault(id, List.of()),
                  stagesOf.getOrDefault(id, List.of()),
                  failuresOf.getOrDefault(id, List.of()));
            })
        .toList();
  }

  private static CampaignView view(
      RegisteredCampaign campaign,
      CampaignView.Evaluation evaluation,
      List<CycleTable.Cycle> cycles,
      List<StageView> stages,
      List<FailureView> failures) {
    int asked = cycles.stream().mapToInt(CycleTable.Cycle::images).sum();
    int open = cycles.stream().mapToInt(CycleTable.Cycle::undecided).sum();
    boolean waits = campaign.state() == CampaignState.RUNNING && open > 0 && !campaign.simulated();
    List<CycleTable.Cycle> predicted = cycles.stream().filter(CycleTable.Cycle::predicted).toList();
    return new CampaignView(
        campaign.id(),
        campaign.specification().name(),
        campaign.dataset(),
        waits ? CampaignState.WAITING_FOR_LABELS : campaign.state(),
        campaign.outcome(),
        campaign.created(),
        campaign.classes(),
        campaign.specification(),
        evaluation,
        predicted.stream().map(CampaignView.CurvePoint::of).toList(),
        predicted.isEmpty() ? List.of() : predicted.get(predicted.size() - 1).forecast(),
        withLabelling(stages, cycles),
        new CampaignView.TaskCounts(open, asked - open),
        PretrainingLength.of(campaign),
        failures.stream().findFirst());
  }

  /** Labelling is told from the tasks themselves, which know more than its last event. */
  private static List<StageView> withLabelling(
      List<StageView> stages, List<CycleTable.Cycle> cycles) {
    List<StageView> all = new ArrayList<>(stages);
    all.removeIf(stage -> stage.stage().equals("label"));
    cycles.forEach(cycle -> all.add(labelling(cycle)));
    return all;
  }

  private static StageView labelling(CycleTable.Cycle cycle) {
    int decided = cycle.images() - cycle.undecided();
    double rate = cycle.seconds() > 0 ? decided / cycle.seconds() : 0;
    return new StageView(
        cycle.campaign(),
        "label",
        cycle.cycle(),
        cycle.labelled() ? StageView.State.COMPUTED : StageView.State.RUNNING,
        cycle.images() == 0 ? 100 : 100.0 * decided / cycle.images(),
        rate,
        cycle.seconds(),
        cycle.labelled() ? 0 : rate > 0 ? cycle.undecided() / rate : -1,
        Map.of());
  }
}
