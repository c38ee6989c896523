package io.modicum.contracts.campaign;

import io.modicum.contracts.stage.InvalidInput;
import java.util.List;
import java.util.Optional;

/**
 * All that decides a campaign's result, with every default written out; the content of {@code
 * campaign.json}. The same specification and seed give the same selections.
 *
 * @param name what people call it
 * @param registeredBackbone a user's own network that takes the place of pretraining; {@code
 *     backbone} and {@code pretraining} then decide nothing
 * @param budgets size of the labelled set after each cycle, strictly growing; the first is the
 *     initial selection
 */
public record CampaignSpecification(
    String name,
    DatasetId dataset,
    Mode mode,
    Optional<BackboneId> registeredBackbone,
    BackboneSettings backbone,
    PretrainingSettings pretraining,
    SupervisedSettings supervised,
    ClassifierSettings classifier,
    AcquisitionFunction acquisition,
    InitialSelection initial,
    List<Budget> budgets,
    Oracle oracle,
    AnnotationSettings annotation,
    long seed) {

  /** Fills what is not given with its default and refuses what contradicts itself. */
  public CampaignSpecification {
    name = name == null || name.isBlank() ? "campaign" : name.strip();
    Check.that(name.length() <= 100, "name", "at most 100 characters");
    Check.present(dataset, "dataset");
    mode = mode == null ? Mode.SELF_SUPERVISED : mode;
    registeredBackbone = registeredBackbone == null ? Optional.empty() : registeredBackbone;
    backbone = backbone == null ? Preset.SMALL.backbone() : backbone;
    pretraining = (pretraining == null ? Preset.SMALL.pretraining() : pretraining).seededBy(seed);
    supervised = supervised == null ? Preset.SMALL.supervised() : supervised;
    classifier = classifier == null ? ClassifierSettings.DEFAULT : classifier;
    acquisition = acquisition == null ? AcquisitionFunction.RANDOM : acquisition;
    initial = initial == null ? InitialSelection.RANDOM : initial;
    budgets = budgets == null ? List.of() : List.copyOf(budgets);
    Check.that(
        !budgets.isEmpty() && budgets.size() <= 200,
        "budgets",
        "1 to 200 growing sizes of the labelled set, e.g. [\"20\", \"50\", \"1%\"]");
    oracle = oracle == null ? Oracle.ANNOTATORS : oracle;
    annotation = annotation == null ? AnnotationSettings.DEFAULT : annotation;
    if (mode == Mode.FROM_SCRATCH && registeredBackbone.isPresent()) {
      throw new InvalidInput(
          "registeredBackbone",
          "goes with mode self-supervised only; a from-scratch campaign trains a backbone of its"
              + " own in each cycle");
    }
    if (mode == Mode.FROM_SCRATCH && initial == InitialSelection.K_CENTER_GREEDY) {
      throw new InvalidInput(
          "initial",
          "k-center-greedy needs features, which a from-scratch campaign has only after its first"
              + " cycle; use random or class-balanced");
    }
    if (initial == InitialSelection.CLASS_BALANCED && oracle != Oracle.SIMULATED) {
      throw new InvalidInput(
          "initial", "class-balanced needs known labels, so it goes with a simulated oracle only");
    }
    if (annotation.labelsPerImage() > 1 && oracle == Oracle.SIMULATED) {
      throw new InvalidInput(
          "annotation.labelsPerImage", "a simulated oracle always agrees with itself; use 1");
    }
  }

  /**
   * Returns the size of the labelled set after each cycle.
   *
   * @param poolSize images in the pool
   * @throws InvalidInput if a budget is empty, above the pool, or not above the one before
   */
  public int[] labelsPerCycle(int poolSize) {
    int[] labels = budgets.stream().mapToInt(budget -> budget.labels(poolSize)).toArray();
    for (int cycle = 0; cycle < labels.length; cycle++) {
      String field = "budgets[" + cycle + "]";
      int before = cycle == 0 ? 0 : labels[cycle - 1];
      if (labels[cycle] > poolSize) {
        throw new InvalidInput(
            field, labels[cycle] + " labels are more than the " + poolSize + " images in the pool");
      }
      if (labels[cycle] <= before) {
        throw new InvalidInput(
            field,
            "'"
                + budgets.get(cycle).value()
                + "' is "
                + labels[cycle]
                + " of "
                + poolSize
                + " images and must be above the "
                + before
                + " before it");
      }
    }
    return labels;
  }
}
