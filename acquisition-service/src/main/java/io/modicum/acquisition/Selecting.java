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

  private final ObjectStore store;
  private final StageRule stages;

  public Selecting(ObjectStore store, StageRule stages) {
    this.store = store;
    this.stages = stages;
  }

  /** Makes a cycle's acquisition function of what the campaign has so far. */
  @FunctionalInterface
  private interface Preparation {
    Acquisition of(CampaignObjects objects, LabelledSet labelled);
  }

  /** Chooses the first images of a campaign, for which no classifier can speak yet. */
  public LabelsRequested first(CampaignId campaign, DatasetId dataset) {
    CampaignSpecification specification = specification(campaign);
    InitialSelection initial = specification.initial();
    Preparation acquisition =
        switch (initial) {
          case RANDOM -> (objects, none) -> new RandomAcquisition();
          case CLASS_BALANCED -> (objects, none) -> new ClassBalanced(objects.labels(dataset));
          case K_CENTER_GREEDY ->
              (objects, none) -> new KCenterGreedy(objects.features(specification, none));
        };
    return select(campaign, specification, 0, "initial " + label(initial), acquisition);
  }

  /** Chooses the next cycle's images, or ends the campaign if its budget is spent. */
  public Event next(PredictionsReady event) {
    CampaignSpecification specification = specification(event.campaign());
    int cycle = event.cycle() + 1;
    if (cycle >= specification.budgets().size()) {
      return new CampaignCompleted(
          event.campaign(), event.cycle(), event.labels(), event.accuracy(), "budget spent");
    }
    Preparation acquisition =
        switch (specification.acquisition()) {
          case RANDOM -> (objects, labelled) -> new RandomAcquisition();
          case ENTROPY -> uncertainty(Uncertainty.Measure.ENTROPY, event);
          case LEAST_CONFIDENCE -> uncertainty(Uncertainty.Measure.LEAST_CONFIDENCE, event);
          case MARGIN -> uncertainty(Uncertainty.Measure.MARGIN, event);
          case K_CENTER_GREEDY ->
              (objects, labelled) -> new KCenterGreedy(objects.features(specification, labelled));
        };
    return select(
        event.campaign(),
        specification,
        cycle,
        specification.acquisition().toString(),
        acquisition);
  }

  private static Preparation uncertainty(Uncertainty.Measure measure, PredictionsReady event) {
    return (objects, labelled) ->
        new Uncertainty(measure, objects.probabilities(event.campaign(), event.cycle()));
  }

  private CampaignSpecification specification(CampaignId campaign) {
    return new CampaignObjects(store, key -> {}).specification(campaign);
  }

  private LabelsRequested select(
      CampaignId campaign,
      CampaignSpecification specification,
      int cycle,
      String function,
      Preparation acquisition) {
    String key = ObjectKeys.selection(campaign, cycle);
    Manifest<Selection> selection =
        stages.run(
            new StageRun("select", campaign.value(), cycle),
            key,
            Selection.class,
            attempt -> {
              attempt.madeFrom(ObjectKeys.specification(campaign));
              CampaignObjects objects = new CampaignObjects(store, attempt::madeFrom);
              int pool = objects.dataset(specification.dataset()).content().pool();
              LabelledSet labelled = cycle == 0 ? NOTHING : objects.labelled(campaign, cycle - 1);
              int[] taken = labelled.labels().stream().mapToInt(LabelledSet.Label::image).toArray();
              int count = specification.labelsPerCycle(pool)[cycle] - taken.length;
              List<Pick> picks =
                  acquisition
                      .of(objects, labelled)
                      .choose(new Candidates(pool, taken, specification.seed(), cycle), count);
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
