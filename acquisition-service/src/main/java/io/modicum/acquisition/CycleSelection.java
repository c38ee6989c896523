package io.modicum.acquisition;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.AcquisitionFunction.Decision;
import io.modicum.acquisition.function.AcquisitionFunctions;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.function.options.WithOptions;
import io.modicum.acquisition.function.parts.PoolSubset;
import io.modicum.acquisition.function.parts.SecondRound;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What one cycle of a campaign chooses, from the whole pool or in two rounds from its parts. */
final class CycleSelection {

  private final CampaignId campaign;
  private final CampaignSpecification specification;
  private final int cycle;
  private final AcquisitionFunctions functions;

  CycleSelection(
      CampaignId campaign,
      CampaignSpecification specification,
      int cycle,
      AcquisitionFunctions functions) {
    this.campaign = campaign;
    this.specification = specification;
    this.cycle = cycle;
    this.functions = functions;
  }

  int parts() {
    return specification.acquisition().parts();
  }

  /** Chooses from the whole pool. */
  Selection selectFromWhole(CampaignObjects objects) {
    return complete(objects, UnaryOperator.identity());
  }

  /** The second round: chooses from what was chosen of each part. */
  Selection selectFromParts(CampaignObjects objects) {
    int[] chosen =
        objects.selectionParts(campaign, cycle, parts()).stream()
            .flatMap(part -> part.picks().stream())
            .mapToInt(Pick::image)
            .sorted()
            .toArray();
    return complete(objects, asked -> new SecondRound(asked, chosen));
  }

  private Selection complete(CampaignObjects objects, UnaryOperator<AcquisitionFunction> round) {
    CampaignPool pool = pool(objects);
    int count = count(pool);
    Decision decision = decide(pool, count);
    List<Pick> picks =
        new WithOptions(
                round.apply(decision.function()),
                specification.acquisition(),
                cycle > 0 || specification.mode() == Mode.SELF_SUPERVISED)
            .choose(pool, count, decision.settings());
    if (picks.size() < count) {
      throw new InvalidInput(
          "budgets[" + cycle + "]",
          "asks for " + count + " more images, but " + picks.size() + " can be chosen");
    }
    return selection(
        decision, decision.function().pseudoLabelsBelow(pool, decision.settings()), picks);
  }

  /** The first round: chooses as many from a part alone as the cycle wants of the whole. */
  Selection selectPart(CampaignObjects objects, int part) {
    CampaignPool pool = pool(objects);
    PoolSubset subset =
        PoolSubset.part(pool, specification.acquisition().excluded(), part, parts());
    Decision decision = decide(pool, count(pool));
    return selection(
        decision, OptionalDouble.empty(), subset.inWhole(decision.choose(subset, count(pool))));
  }

  private Selection selection(
      Decision decision, OptionalDouble pseudoLabelsBelow, List<Pick> picks) {
    return new Selection(
        cycle, decision.function().description().name(), decision.why(), pseudoLabelsBelow, picks);
  }

  /**
   * In the first cycle, and as long as no image has a label, the function that a campaign begins
   * with chooses: no classifier has spoken yet.
   */
  private Decision decide(CampaignPool pool, int count) {
    boolean beginning = cycle == 0 || pool.labelled().length == 0;
    AcquisitionFunction function =
        functions.named(
            beginning ? specification.initial() : specification.acquisition().function());
    return function.decide(
        pool,
        count,
        Settings.complete(
            function.description(),
            beginning ? specification.initialSettings() : specification.acquisition().settings()));
  }

  private CampaignPool pool(CampaignObjects objects) {
    return new CampaignPool(objects, campaign, specification, cycle);
  }

  /** What was left out of earlier cycles is made up for, as far as the pool has others. */
  private int count(CampaignPool pool) {
    int missing = specification.labelsPerCycle(pool.size())[cycle] - pool.asked();
    if (pool.leftOut().isEmpty()) {
      return missing;
    }
    Set<Integer> excluded = Set.copyOf(specification.acquisition().excluded());
    long others =
        Arrays.stream(pool.candidates()).filter(image -> !excluded.contains(image)).count();
    return (int) Math.min(missing, others);
  }
}
