package io.modicum.acquisition;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.AcquisitionFunctions;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.MatrixCache;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.InitialSelection;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The stage {@code select}: which images a cycle asks labels for, and when a campaign ends. */
public final class Selecting {

  private final ObjectStore store;
  private final MatrixCache cache;
  private final StageRule stages;
  private final AcquisitionFunctions functions;

  public Selecting(
      ObjectStore store, MatrixCache cache, StageRule stages, AcquisitionFunctions functions) {
    this.store = store;
    this.cache = cache;
    this.stages = stages;
    this.functions = functions;
  }

  /** Chooses the first images of a campaign, for which no classifier can speak yet. */
  public LabelsRequested first(CampaignId campaign) {
    CampaignSpecification specification = specification(campaign);
    return select(campaign, specification, 0, label(specification.initial()));
  }

  /** Chooses the next cycle's images, or ends the campaign if its budget is spent. */
  public Event next(PredictionsReady event) {
    CampaignSpecification specification = specification(event.campaign());
    int cycle = event.cycle() + 1;
    if (cycle >= specification.budgets().size()) {
      return new CampaignCompleted(
          event.campaign(), event.cycle(), event.labels(), event.accuracy(), "budget spent");
    }
    return select(event.campaign(), specification, cycle, specification.acquisition().toString());
  }

  private CampaignSpecification specification(CampaignId campaign) {
    return new CampaignObjects(store, cache, key -> {}).specification(campaign);
  }

  private LabelsRequested select(
      CampaignId campaign, CampaignSpecification specification, int cycle, String name) {
    String key = ObjectKeys.selection(campaign, cycle);
    Manifest<Selection> selection =
        stages.run(
            new StageRun("select", campaign.value(), cycle),
            key,
            Selection.class,
            attempt -> {
              attempt.madeFrom(ObjectKeys.specification(campaign));
              AcquisitionFunction function = functions.named(name);
              Pool pool =
                  new CampaignPool(
                      new CampaignObjects(store, cache, attempt::madeFrom),
                      campaign,
                      specification,
                      cycle);
              int count = specification.labelsPerCycle(pool.size())[cycle] - pool.labelled().length;
              List<Pick> picks =
                  function.choose(pool, count, Settings.of(function.description(), Map.of()));
              if (picks.size() < count) {
                throw new InvalidInput(
                    "budgets[" + cycle + "]",
                    "asks for " + count + " more images, but " + picks.size() + " can be chosen");
              }
              return new Selection(cycle, name, picks);
            });
    return new LabelsRequested(
        campaign, specification.dataset(), cycle, key, selection.content().picks().size());
  }

  private static String label(InitialSelection initial) {
    return initial.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
