package io.modicum.acquisition;

import io.modicum.acquisition.function.AcquisitionFunctions;
import io.modicum.acquisition.matrix.MatrixCache;
import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.event.SelectionPartRequested;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The stages {@code select} and {@code select-part}: which images a cycle asks labels for, and when
 * a campaign ends. A pool in parts is ranked by any number of replicas: who finishes a part and
 * finds all others standing ranks the whole.
 */
public final class SelectStage {

  private final ObjectStore store;
  private final MatrixCache cache;
  private final StageRule stages;
  private final AcquisitionFunctions functions;
  private final FunctionCatalogue catalogue;

  /**
   * @param catalogue describes the functions
   */
  public SelectStage(
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

  /** Returns what to announce for the first images, for which no classifier can speak yet. */
  public List<Event> selectFirst(CampaignId campaign) {
    return select(campaign, specification(campaign), 0);
  }

  /** Returns what to announce for the next cycle, or the end if one of the rules says so. */
  public List<Event> selectNext(PredictionsReady event) {
    CampaignId campaign = event.campaign();
    CampaignSpecification specification = specification(campaign);
    Optional<String> reasonToEnd =
        new StoppingRules(specification.stop(), specification.budgets().size())
            .reasonToEnd(objects().curve(campaign, event.cycle()));
    if (reasonToEnd.isPresent()) {
      return List.of(
          new CampaignCompleted(
              campaign, event.cycle(), event.labels(), event.accuracy(), reasonToEnd.get()));
    }
    return select(campaign, specification, event.cycle() + 1);
  }

  /** Ranks a part of the pool; returns the whole's announcement if all parts stand now. */
  public Optional<LabelsRequested> selectPart(SelectionPartRequested event) {
    CampaignId campaign = event.campaign();
    CampaignSpecification specification = specification(campaign);
    CycleSelection selection =
        new CycleSelection(campaign, specification, event.cycle(), functions);
    if (event.part() < 0 || event.part() >= selection.parts()) {
      throw new InvalidInput(
          "part", event.part() + " is not one of the pool's " + selection.parts() + " parts");
    }
    run(
        "select-part",
        campaign,
        event.cycle(),
        ObjectKeys.selectionPart(campaign, event.cycle(), event.part()),
        objects -> selection.selectPart(objects, event.part()));
    boolean allStand =
        IntStream.range(0, selection.parts())
            .mapToObj(part -> ObjectKeys.selectionPart(campaign, event.cycle(), part))
            .allMatch(key -> store.find(key).isPresent());
    return allStand
        ? Optional.of(whole(specification, campaign, event.cycle(), selection::selectFromParts))
        : Optional.empty();
  }

  /** The gateway has checked the specification; whoever writes one into the store has not. */
  private CampaignSpecification specification(CampaignId campaign) {
    return catalogue.complete(objects().specification(campaign));
  }

  private CampaignObjects objects() {
    return new CampaignObjects(store, cache, key -> {}, () -> {});
  }

  private List<Event> select(CampaignId campaign, CampaignSpecification specification, int cycle) {
    CycleSelection selection = new CycleSelection(campaign, specification, cycle, functions);
    int parts = selection.parts();
    if (parts == 1 || store.find(ObjectKeys.selection(campaign, cycle)).isPresent()) {
      return List.of(whole(specification, campaign, cycle, selection::selectFromWhole));
    }
    return IntStream.range(0, parts)
        .<Event>mapToObj(
            part ->
                new SelectionPartRequested(campaign, specification.dataset(), cycle, part, parts))
        .toList();
  }

  private LabelsRequested whole(
      CampaignSpecification specification,
      CampaignId campaign,
      int cycle,
      Function<CampaignObjects, Selection> choice) {
    String key = ObjectKeys.selection(campaign, cycle);
    Selection selection = run("select", campaign, cycle, key, choice);
    return new LabelsRequested(
        campaign, specification.dataset(), cycle, key, selection.picks().size());
  }

  private Selection run(
      String stage,
      CampaignId campaign,
      int cycle,
      String key,
      Function<CampaignObjects, Selection> choice) {
    return stages
        .run(
            new StageRun(stage, campaign, cycle),
            key,
            Selection.class,
            attempt -> {
              attempt.madeFrom(ObjectKeys.specification(campaign));
              return choice.apply(
                  new CampaignObjects(store, cache, attempt::madeFrom, attempt::requireWanted));
            })
        .content();
  }
}
