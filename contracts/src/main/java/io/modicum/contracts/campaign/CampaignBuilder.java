package io.modicum.contracts.campaign;

import io.modicum.contracts.failure.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Says of a campaign what differs from the defaults. */
public final class CampaignBuilder {

  private String name;
  private final DatasetId dataset;
  private List<String> classes;
  private Mode mode;
  private Optional<BackboneId> registeredBackbone;
  private BackboneSettings backbone;
  private PretrainingSettings pretraining;
  private SupervisedSettings supervised;
  private ClassifierSettings classifier;
  private AcquisitionSettings acquisition;
  private String initial;
  private List<Budget> budgets;
  private StopSettings stop;
  private EvaluationSettings evaluation;
  private ExistingLabels existingLabels;
  private Oracle oracle;
  private AnnotationSettings annotation;
  private long seed;

  CampaignBuilder(DatasetId dataset) {
    this.dataset = dataset;
  }

  CampaignBuilder(CampaignSpecification as) {
    name = as.name();
    dataset = as.dataset();
    classes = as.classes();
    mode = as.mode();
    registeredBackbone = as.registeredBackbone();
    backbone = as.backbone();
    pretraining = as.pretraining();
    supervised = as.supervised();
    classifier = as.classifier();
    acquisition = as.acquisition();
    initial = as.initial();
    budgets = as.budgets();
    stop = as.stop();
    evaluation = as.evaluation();
    existingLabels = as.existingLabels();
    oracle = as.oracle();
    annotation = as.annotation();
    seed = as.seed();
  }

  public CampaignBuilder name(String value) {
    name = value;
    return this;
  }

  public CampaignBuilder classes(List<String> value) {
    classes = value;
    return this;
  }

  public CampaignBuilder mode(Mode value) {
    mode = value;
    return this;
  }

  public CampaignBuilder registeredBackbone(Optional<BackboneId> value) {
    registeredBackbone = value;
    return this;
  }

  public CampaignBuilder backbone(BackboneSettings value) {
    backbone = value;
    return this;
  }

  public CampaignBuilder pretraining(PretrainingSettings value) {
    pretraining = value;
    return this;
  }

  public CampaignBuilder supervised(SupervisedSettings value) {
    supervised = value;
    return this;
  }

  public CampaignBuilder classifier(ClassifierSettings value) {
    classifier = value;
    return this;
  }

  public CampaignBuilder acquisition(AcquisitionSettings value) {
    acquisition = value;
    return this;
  }

  public CampaignBuilder initial(String value) {
    initial = value;
    return this;
  }

  public CampaignBuilder budgets(List<Budget> value) {
    budgets = value;
    return this;
  }

  public CampaignBuilder stop(StopSettings value) {
    stop = value;
    return this;
  }

  public CampaignBuilder evaluation(EvaluationSettings value) {
    evaluation = value;
    return this;
  }

  public CampaignBuilder existingLabels(ExistingLabels value) {
    existingLabels = value;
    return this;
  }

  public CampaignBuilder oracle(Oracle value) {
    oracle = value;
    return this;
  }

  public CampaignBuilder annotation(AnnotationSettings value) {
    annotation = value;
    return this;
  }

  public CampaignBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Sets how many images people have been asked for after each cycle. */
  public CampaignBuilder budgets(String... values) {
    return budgets(Arrays.stream(values).map(Budget::new).toList());
  }

  /**
   * Returns the campaign.
   *
   * @throws InvalidInput if what was said contradicts itself
   */
  public CampaignSpecification build() {
    return new CampaignSpecification(
        name,
        dataset,
        classes,
        mode,
        registeredBackbone,
        backbone,
        pretraining,
        supervised,
        classifier,
        acquisition,
        initial,
        budgets,
        stop,
        evaluation,
        existingLabels,
        oracle,
        annotation,
        seed);
  }
}
