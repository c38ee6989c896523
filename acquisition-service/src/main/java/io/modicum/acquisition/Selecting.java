package io.modicum.acquisition;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.AcquisitionFunctions;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.MatrixCache;
import io.modicum.acquisition.function.WithOptions;
import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Mode;
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
import java.util.Map;
import java.util.Optional;

/** The stage {@code select}: which images a cycle asks labels for, and when a campaign ends. */
public final class Selecting {

  private final ObjectStore store;
  private final MatrixCache cache;
  private final StageRule stages;
  private final AcquisitionFunctions functions;
  private final FunctionCatalogue catalogue;

  /**
   * @param catalogue describes the functions
   */
  public Selecting(
      ObjectStore store,
      MatrixCache cache,
      StageRule stages,
      AcquisitionFunctions functions,
      FunctionCatalogue catalogue) {
    this.store = store;
    this.cache = cache;
    this.stages = stages;
    this.functions = functions;
    this.catalogue = catalogue;
  }

  /** Chooses the first images of a campaign, for which no classifier can speak yet. */
  public LabelsRequested first(CampaignId campaign) {
    CampaignSpecification specification = specification(campaign);
    return select(
        campaign, specification, 0, specification.initial(), specification.initialSettings());
  }

  /** Chooses the next cycle's images, or ends the campaign if one of its rules says so. */
  public Event next(PredictionsReady event) {
    CampaignId campaign = event.campaign();
    CampaignSpecification specification = specification(campaign);
    Optional<String> reasonToEnd =
        new StoppingRules(specification.stop(), specification.budgets().size())
            .reasonToEnd(objects().curve(campaign, event.cycle()));
    if (reasonToEnd.isPresent()) {
      return new CampaignCompleted(
          campaign, event.cycle(), event.labels(), event.accuracy(), reasonToEnd.get());
    }
    AcquisitionSettings acquisition = specification.acquisition();
    return select(
        campaign, specification, event.cycle() + 1, acquisition.function(), acquisition.settings());
  }

  /** The gateway has checked the specification; whoever writes one into the store has not. */
  private CampaignSpecification specification(CampaignId campaign) {
    return catalogue.complete(objects().specification(campaign));
  }

  private CampaignObjects objects() {
    return new CampaignObjects(store, cache, key -> {});
  }

  private LabelsRequested select(
      CampaignId campaign,
      CampaignSpecification specification,
      int cycle,
      String name,
      Map<String, Double> settings) {
    String key = ObjectKeys.selection(campaign, cycle);
    Manifest<Selection> selection =
        stages.run(
            new StageRun("select", campaign.value(), cycle),
            key,
            Selection.class,
            attempt -> {
              attempt.madeFrom(ObjectKeys.specification(campaign));
              Pool pool =
                  new CampaignPool(
                      new CampaignObjects(store, cache, attempt::madeFrom),
                      campaign,
                      specification,
                      cycle);
              int count = specification.labelsPerCycle(pool.size())[cycle] - pool.labelled().length;
              AcquisitionFunction function =
                  new WithOptions(
                      functions.named(name),
                      specification.acquisition(),
                      cycle > 0 || specification.mode() == Mode.SELF_SUPERVISED);
              List<Pick> picks =
                  function.choose(pool, count, Settings.of(function.description(), settings));
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
}
