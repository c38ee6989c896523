package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.failure.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * All that decides a campaign's result, with every default written out; the content of {@code
 * campaign.json}. The same specification and seed give the same selections.
 *
 * @param name what people call it
 * @param classes names of the classes, in label order, that people tell apart; empty for those of
 *     the dataset
 * @param registeredBackbone a user's own network that takes the place of pretraining; {@code
 *     backbone} and {@code pretraining} then decide nothing
 * @param initial name of the acquisition function that chooses the first cycle's images; what
 *     {@code acquisition} sets is set of it too if it is the same
 * @param budgets how many images people have been asked for after each cycle, strictly growing; the
 *     first is the initial selection. Neither the labels that the dataset came with count, nor
 *     those that measure accuracy
 * @param evaluation what accuracy is measured on, if not on the dataset's test split
 * @param existingLabels what becomes of the labels that the dataset came with
 */
public record CampaignSpecification(
    String name,
    DatasetId dataset,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> classes,
    Mode mode,
    Optional<BackboneId> registeredBackbone,
    BackboneSettings backbone,
    PretrainingSettings pretraining,
    SupervisedSettings supervised,
    ClassifierSettings classifier,
    AcquisitionSettings acquisition,
    String initial,
    List<Budget> budgets,
    StopSettings stop,
    EvaluationSettings evaluation,
    ExistingLabels existingLabels,
    Oracle oracle,
    AnnotationSettings annotation,
    long seed) {

  private static final int MOST_CLASSES = 10_000;
  private static final int LONGEST_CLASS = 200;

  /** Fills what is not given with its default and refuses what contradicts itself. */
  public CampaignSpecification {
    name = name == null || name.isBlank() ? "campaign" : name.strip();
    Check.that(name.length() <= 100, "name", "at most 100 characters");
    Check.present(dataset, "dataset");
    classes = classes == null ? List.of() : List.copyOf(classes);
    Check.that(
        classes.size() != 1
            && classes.size() <= MOST_CLASSES
            && Set.copyOf(classes).size() == classes.size()
            && classes.stream().allMatch(one -> !one.isBlank() && one.length() <= LONGEST_CLASS),
        "classes",
        "2 to " + MOST_CLASSES + " distinct names of at most " + LONGEST_CLASS + " characters");
    mode = mode == null ? Mode.SELF_SUPERVISED : mode;
    registeredBackbone = registeredBackbone == null ? Optional.empty() : registeredBackbone;
    backbone = backbone == null ? Preset.SMALL.backbone() : backbone;
    pretraining = (pretraining == null ? Preset.SMALL.pretraining() : pretraining).seededBy(seed);
    supervised = supervised == null ? Preset.SMALL.supervised() : supervised;
    classifier = classifier == null ? ClassifierSettings.DEFAULT : classifier;
    acquisition = acquisition == null ? AcquisitionSettings.of(defaultFunction(mode)) : acquisition;
    initial = initial == null ? defaultFunction(mode) : initial;
    Check.functionName(initial, "initial");
    budgets = budgets == null ? List.of() : List.copyOf(budgets);
    Check.that(
        !budgets.isEmpty() && budgets.size() <= 200,
        "budgets",
        "1 to 200 growing sizes of the labelled set, e.g. [\"20\", \"50\", \"1%\"]");
    stop = stop == null ? StopSettings.DEFAULT : stop;
    evaluation = evaluation == null ? EvaluationSettings.NONE : evaluation;
    existingLabels = existingLabels == null ? ExistingLabels.IGNORED : existingLabels;
    oracle = oracle == null ? Oracle.ANNOTATORS : oracle;
    annotation = annotation == null ? AnnotationSettings.DEFAULT : annotation;
    acquisition =
        acquisition.excluding(annotation.gold().labels().keySet()).excluding(evaluation.images());
    if (mode == Mode.FROM_SCRATCH && registeredBackbone.isPresent()) {
      throw new InvalidInput(
          "registeredBackbone",
          "goes with mode self-supervised only; a from-scratch campaign trains a backbone of its"
              + " own in each cycle");
    }
    if (annotation.labelsPerImage() > 1 && oracle == Oracle.SIMULATED) {
      throw new InvalidInput(
          "annotation.labelsPerImage", "a simulated oracle always agrees with itself; use 1");
    }
    if (!annotation.gold().labels().isEmpty() && oracle == Oracle.SIMULATED) {
      throw new InvalidInput(
          "annotation.gold", "a simulated oracle is always right; leave gold questions out");
    }
  }

  /** A campaign from scratch has no features before its first cycle, and poor ones for long. */
  private static String defaultFunction(Mode mode) {
    return mode == Mode.FROM_SCRATCH ? "random" : AcquisitionSettings.DEFAULT.function();
  }

  /** Begins a campaign on a dataset; what is not said keeps its default. */
  public static CampaignBuilder on(DatasetId dataset) {
    return new CampaignBuilder(dataset);
  }

  /** Begins a campaign that is as this one is in all that is not said otherwise. */
  public CampaignBuilder toBuilder() {
    return new CampaignBuilder(this);
  }

  /**
   * Returns the same campaign without a word on which images measure annotators or the classifier,
   * or have a label to confirm.
   */
  public CampaignSpecification forAnnotators() {
    CampaignSpecification shown = withGold(GoldSettings.NONE);
    return shown.toBuilder()
        .acquisition(shown.acquisition.including(evaluation.images()))
        .evaluation(evaluation.withImages(List.of()))
        .existingLabels(existingLabels.withConfirmed(List.of()))
        .build();
  }

  /** Returns the same campaign with other images that measure annotators. */
  public CampaignSpecification withGold(GoldSettings gold) {
    return toBuilder()
        .acquisition(acquisition.including(annotation.gold().labels().keySet()))
        .annotation(annotation.withGold(gold))
        .build();
  }

  /** Returns the names of the classes, in label order, where the dataset has these. */
  public List<String> classesOr(List<String> ofDataset) {
    return classes.isEmpty() ? ofDataset : classes;
  }

  /** Returns how many images people are asked for that do not count against the budget. */
  public int askedBesides() {
    return evaluation.size() + existingLabels.confirm();
  }

  /** Returns what is set of the function that chooses the first cycle's images. */
  public Map<String, Double> initialSettings() {
    return initial.equals(acquisition.function()) ? acquisition.settings() : Map.of();
  }

  /**
   * Returns the size of the labelled set after each cycle.
   *
   * @param poolSize images in the pool
   * @throws InvalidInput if a budget is empty, above what may be chosen of the pool, or not above
   *     the one before; or if an image is excluded or of known class that is not in the pool
   */
  public int[] labelsPerCycle(int poolSize) {
    SortedMap<Integer, String> gold = annotation.gold().labels();
    Check.that(
        gold.isEmpty() || gold.lastKey() < poolSize,
        "annotation.gold.labels",
        "of images below " + poolSize + ", the size of the pool");
    int excluded = acquisition.excluded().size();
    Check.that(
        excluded == 0 || acquisition.excluded().get(excluded - 1) < poolSize,
        "acquisition.excluded",
        "indices below " + poolSize + ", the size of the pool");
    Check.that(
        evaluation.images().stream().allMatch(image -> image < poolSize),
        "evaluation.images",
        "indices below " + poolSize + ", the size of the pool");
    int available = poolSize - excluded;
    int[] labels = budgets.stream().mapToInt(budget -> budget.labels(poolSize)).toArray();
    for (int cycle = 0; cycle < labels.length; cycle++) {
      String field = "budgets[" + cycle + "]";
      int before = cycle == 0 ? 0 : labels[cycle - 1];
      if (labels[cycle] > available) {
        throw new InvalidInput(
            field,
            labels[cycle]
                + " labels are more than the "
                + available
                + " images in the pool"
                + (excluded == 0 ? "" : " that are not excluded"));
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
