package io.modicum.acquisition;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.InitialSelection;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import java.util.List;

/** The stage {@code select}: which images a cycle asks labels for, and when a campaign ends. */
public final class Selecting {

  private static final LabelledSet NOTHING = new LabelledSet(-1, List.of());

  private final CampaignObjects objects;
  private final StageRule stages;

  public Selecting(ObjectStore store, StageRule stages) {
    this.objects = new CampaignObjects(store);
    this.stages = stages;
  }

  /** Chooses the first images of a campaign, for which no classifier can speak yet. */
  public LabelsRequested first(CampaignId campaign, DatasetId dataset) {
    CampaignSpecification specification = objects.specification(campaign);
    InitialSelection initial = specification.initial();
    Acquisition acquisition =
        switch (initial) {
          case RANDOM -> new RandomAcquisition();
          case CLASS_BALANCED -> new ClassBalanced(objects.labels(dataset));
          case K_CENTER_GREEDY -> new KCenterGreedy(objects.features(specification, NOTHING));
        };
    return select(campaign, specification, 0, NOTHING, "initial " + label(initial), acquisition);
  }

  /** Chooses the next cycle's images, or ends the campaign if its budget is spent. */
  public Event next(PredictionsReady event) {
    CampaignSpecification specification = objects.specification(event.campaign());
    int cycle = event.cycle() + 1;
    if (cycle >= specification.budgets().size()) {
      return new CampaignCompleted(
          event.campaign(), event.cycle(), event.labels(), event.accuracy(), "budget spent");
    }
    LabelledSet labelled = objects.labelled(event.campaign(), event.cycle());
    Acquisition acquisition =
        switch (specification.acquisition()) {
          case RANDOM -> new RandomAcquisition();
          case ENTROPY -> uncertainty(Uncertainty.Measure.ENTROPY, event);
          case LEAST_CONFIDENCE -> uncertainty(Uncertainty.Measure.LEAST_CONFIDENCE, event);
          case MARGIN -> uncertainty(Uncertainty.Measure.MARGIN, event);
          case K_CENTER_GREEDY -> new KCenterGreedy(objects.features(specification, labelled));
        };
    return select(
        event.campaign(),
        specification,
        cycle,
        labelled,
        specification.acquisition().toString(),
        acquisition);
  }

  private Uncertainty uncertainty(Uncertainty.Measure measure, PredictionsReady event) {
    return new Uncertainty(measure, objects.probabilities(event.campaign(), event.cycle()));
  }

  private LabelsRequested select(
      CampaignId campaign,
      CampaignSpecification specification,
      int cycle,
      LabelledSet labelled,
      String function,
      Acquisition acquisition) {
    String key = ObjectKeys.selection(campaign, cycle);
    Manifest<Selection> selection =
        stages.run(
            new StageRun("select", campaign.value(), cycle),
            key,
            Selection.class,
            attempt -> {
              attempt.madeFrom(ObjectKeys.specification(campaign));
              int pool = objects.dataset(specification.dataset()).content().pool();
              int count = specification.labelsPerCycle(pool)[cycle] - labelled.labels().size();
              int[] taken = labelled.labels().stream().mapToInt(LabelledSet.Label::image).toArray();
              List<Pick> picks =
                  acquisition.choose(
                      new Candidates(pool, taken, specification.seed(), cycle), count);
              if (picks.size() < count) {
                throw new InvalidInput(
                    "budgets[" + cycle + "]",
                    "asks for " + count + " more images, but " + picks.size() + " can be chosen");
              }
              return new Selection(cycle, function, picks);
            });
    return new LabelsRequested(
        campaign, specification.dataset(), cycle, key, selection.content().picks().size());
  }

  private static String label(InitialSelection initial) {
    return initial.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
