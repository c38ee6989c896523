package io.modicum.contracts.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignSpecificationTest {

  /** What 0.1.0 wrote of the preset {@code small}, with room for a revision. */
  private static final String RELEASED =
      "{'dataset': 'photos', 'budgets': ['20'], 'seed': 3, 'backbone': {'stem': 'cifar-stride-2',"
          + " 'block': 'basic', 'widths': [32, 64, 128], 'blocks': [1, 1, 1]%s}, 'pretraining':"
          + " {'epochs': 20, 'batch': 64, 'learningRate': 0.8, 'weightDecay': 5.0E-4, 'momentum':"
          + " 0.9, 'projectorWidth': 256, 'projectorLayers': 2, 'predictorFixedRate': true,"
          + " 'minimumCrop': 0.2, 'seed': 3}}";

  @Test
  void writesEveryDefaultOut() {
    CampaignSpecification specification =
        read("{'name': 'birds', 'dataset': 'photos', 'budgets': ['20', '1%'], 'seed': 3}");

    assertThat(read(new String(Json.bytes(specification), StandardCharsets.UTF_8)))
        .isEqualTo(specification);
    assertThat(specification.mode()).isEqualTo(Mode.SELF_SUPERVISED);
    assertThat(specification.pretraining()).isEqualTo(Preset.SMALL.pretraining().seededBy(3));
    assertThat(specification.labelsPerCycle(10_000)).containsExactly(20, 100);
  }

  @Test
  void fillsWhatIsNotSaidOfTheClassifier() {
    CampaignSpecification specification =
        read(
            "{'dataset': 'photos', 'budgets': ['20'], 'seed': 1, 'classifier': {'kind':"
                + " 'linear-svm'}}");

    assertThat(specification.classifier())
        .isEqualTo(new ClassifierSettings("linear-svm", 0, 0, Map.of()));
  }

  @Test
  void takesAnyNameForAHeadAndWhatIsSetOfIt() {
    CampaignSpecification specification =
        read(
            "{'dataset': 'photos', 'budgets': ['20'], 'seed': 1, 'classifier': {'kind':"
                + " 'nearest-neighbours', 'settings': {'k': 5}}}");

    assertThat(specification.classifier())
        .isEqualTo(new ClassifierSettings("nearest-neighbours", 0, 0, Map.of("k", 5.0)));
    assertThat(read(new String(Json.bytes(specification), StandardCharsets.UTF_8)))
        .isEqualTo(specification);
  }

  @Test
  void saysNoMoreOfAHeadWithNothingSetThanReleasedVersionsDid() {
    assertThat(new String(Json.bytes(ClassifierSettings.DEFAULT), StandardCharsets.UTF_8))
        .isEqualTo("{\"kind\":\"logistic-regression\",\"c\":0.0,\"committee\":0}");
  }

  @Test
  void aRegisteredBackboneTakesThePlaceOfPretraining() {
    CampaignSpecification specification =
        read("{'dataset': 'photos', 'budgets': ['20'], 'seed': 3, 'registeredBackbone': 'mine'}");

    assertThat(read(new String(Json.bytes(specification), StandardCharsets.UTF_8)))
        .isEqualTo(specification);
    assertThat(ContentAddress.pretrainedBackbone(specification)).isEqualTo(new BackboneId("mine"));
  }

  @Test
  void pretrainsABackboneWhereNoneIsNamed() {
    CampaignSpecification specification =
        read("{'name': 'birds', 'dataset': 'photos', 'budgets': ['20'], 'seed': 3}");

    assertThat(specification.registeredBackbone()).isEmpty();
    assertThat(ContentAddress.pretrainedBackbone(specification).value()).startsWith("simsiam-");
  }

  @Test
  void campaignsOfDifferentSeedsShareABackboneThatHasASeedOfItsOwn() {
    String fields = "{'dataset': 'photos', 'budgets': ['20'], 'seed': %d, 'pretraining': %s}";
    String settings = new String(Json.bytes(Preset.SMALL.pretraining()), StandardCharsets.UTF_8);
    String seeded = settings.replace("}", ",'seed':5}");

    assertThat(backbone(fields.formatted(1, seeded)))
        .isEqualTo(backbone(fields.formatted(2, seeded)));
    assertThat(backbone(fields.formatted(1, settings)))
        .isNotEqualTo(backbone(fields.formatted(2, settings)));
    assertThat(backbone(fields.formatted(5, settings)))
        .isEqualTo(backbone(fields.formatted(1, seeded)));
  }

  @Test
  void aBackboneOfAReleasedSpecificationKeepsItsAddress() {
    BackboneId released = backbone(RELEASED.formatted(""));

    assertThat(released).isEqualTo(new BackboneId("simsiam-731e864b94cb3c244503fd0a3108a5a2"));
    assertThat(read(RELEASED.formatted("")).backbone().asPublished()).isFalse();
    assertThat(backbone(RELEASED.formatted(", 'revision': 1"))).isEqualTo(released);
  }

  @Test
  void anotherRevisionOfTheTrainingMakesAnotherBackbone() {
    CampaignSpecification first = read(RELEASED.formatted(""));
    CampaignSpecification second = read(RELEASED.formatted(", 'revision': 2"));
    int[] labels = {-1, -1, -1, 1};

    assertThat(second.backbone()).isEqualTo(Preset.SMALL.backbone());
    assertThat(ContentAddress.pretrainedBackbone(second))
        .isNotEqualTo(ContentAddress.pretrainedBackbone(first));
    assertThat(ContentAddress.scratchBackbone(second, labels))
        .isNotEqualTo(ContentAddress.scratchBackbone(first, labels));
  }

  @Test
  void anotherNumberOfClassesMakesAnotherNetworkFromScratch() {
    CampaignSpecification ofDataset = read(RELEASED.formatted(""));
    int[] labels = {0, 1};

    BackboneId two = scratch(ofDataset, List.of("cat", "dog"), labels);

    assertThat(scratch(ofDataset, List.of("cat", "dog", "owl"), labels)).isNotEqualTo(two);
    assertThat(scratch(ofDataset, List.of("cat", "wolf"), labels)).isEqualTo(two);
    assertThat(ContentAddress.scratchBackbone(ofDataset, labels))
        .as("what released versions wrote")
        .isEqualTo(new BackboneId("scratch-bb54bb95cfdd5b2444f47cc51859f046"));
  }

  private static BackboneId scratch(
      CampaignSpecification campaign, List<String> classes, int[] labels) {
    return ContentAddress.scratchBackbone(campaign.toBuilder().classes(classes).build(), labels);
  }

  @Test
  void aMethodThatIsNamedMakesAnotherBackboneUnlessItIsTheStandard() {
    String named =
        RELEASED.replace("'minimumCrop'", "'method': '%s', 'settings': {%s}, 'minimumCrop'");
    CampaignSpecification standard = read(named.formatted("", "simsiam", ""));
    CampaignSpecification other = read(named.formatted("", "byol", "'decay': 0.99"));

    assertThat(standard).isEqualTo(read(RELEASED.formatted("")));
    assertThat(Json.text(standard.pretraining())).doesNotContain("method", "settings");
    assertThat(ContentAddress.pretrainedBackbone(other).value()).startsWith("byol-");
    assertThat(ContentAddress.pretrainedBackbone(other))
        .isNotEqualTo(backbone(named.formatted("", "byol", "'decay': 0.9")));
    assertThat(read(Json.text(other))).isEqualTo(other);
    assertThat(other.pretraining().withEpochsFor(1000).methodName()).isEqualTo("byol");
    assertThat(other.pretraining().withBatchFor(1000).settings()).containsEntry("decay", 0.99);
  }

  @Test
  void thePapersNetworksStartWithoutTheirBlocksAndTheSmallOneWithThem() {
    assertThat(Preset.SIMSIAM_CIFAR.backbone().startsAsIdentity()).isTrue();
    assertThat(Preset.SIMSIAM_IMAGENET.backbone().startsAsIdentity()).isTrue();
    assertThat(Preset.SMALL.backbone().startsAsIdentity()).isFalse();
    assertThat(Preset.SMALL.backbone().zeroInitResidual()).hasValue(false);
  }

  private static BackboneId backbone(String specification) {
    return ContentAddress.pretrainedBackbone(read(specification));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'budgets': []                                        | budgets",
        "'budgets': ['ten']                                   | budgets",
        "'budgets': ['20'], 'mode': 'from-scratch', 'registeredBackbone': 'mine' |"
            + " registeredBackbone",
        "'budgets': ['20'], 'initial': 'No Name'              | initial",
        "'budgets': ['20'], 'pretraining': {'epochs': 1, 'batch': 64, 'learningRate': 0.1,"
            + " 'weightDecay': 0, 'momentum': 0, 'projectorWidth': 8, 'projectorLayers': 2,"
            + " 'predictorFixedRate': true, 'minimumCrop': 1, 'method': 'No Name'}"
            + " | pretraining.method",
        "'budgets': ['20'], 'backbone': {'stem': 'cifar', 'block': 'basic', 'widths': [8],"
            + " 'blocks': [1], 'revision': 3} | backbone.revision",
        "'budgets': ['20'], 'backbone': {'stem': 'cifar', 'block': 'basic', 'widths': [8],"
            + " 'blocks': [1], 'zeroInitResidual': true} | backbone.zeroInitResidual",
        "'budgets': ['20'], 'acquisition': 'No Name'          | acquisition.function",
        "'budgets': ['20'], 'acquisition': {'randomFraction': 1.1} | acquisition.randomFraction",
        "'budgets': ['20'], 'acquisition': {'nearDuplicates': 0} | acquisition.nearDuplicates",
        "'budgets': ['20'], 'acquisition': {'excluded': [3, -1]} | acquisition.excluded",
        "'budgets': ['20'], 'stop': {'targetAccuracy': 90}    | stop.targetAccuracy",
        "'budgets': ['20'], 'stop': {'minimumGain': 0}        | stop.minimumGain",
        "'budgets': ['20'], 'annotation': {'labelsPerImage': 0} | annotation.labelsPerImage",
        "'budgets': ['20'], 'annotation': {'labelsPerImage': 3, 'maximumLabels': 2} |"
            + " annotation.maximumLabels",
        "'budgets': ['20'], 'annotation': {'rule': 'unanimity', 'maximumLabels': 2} |"
            + " annotation.maximumLabels",
        "'budgets': ['20'], 'annotation': {'confidence': 1}   | annotation.confidence",
        "'budgets': ['20'], 'annotation': {'maximumSkips': 0} | annotation.maximumSkips",
        "'budgets': ['20'], 'annotation': {'gold': {'labels': {'-1': 'cat'}}} |"
            + " annotation.gold.labels",
        "'budgets': ['20'], 'annotation': {'gold': {'share': 0.6}} | annotation.gold.share",
        "'budgets': ['20'], 'oracle': 'simulated', 'annotation': {'gold': {'labels': {'1': 'cat'}}}"
            + " | annotation.gold",
        "'budgets': ['20'], 'classifier': {'kind': 'No Head'} | classifier.kind",
        "'budgets': ['20'], 'classifier': {'c': -1}           | classifier.c",
        "'budgets': ['20'], 'classifier': {'committee': 33}   | classifier.committee",
      })
  void refusesWhatContradictsItselfAndNamesTheField(String fields, String field) {
    assertThatThrownBy(() -> read("{'dataset': 'photos', 'seed': 1, " + fields + "}"))
        .isInstanceOfSatisfying(
            InvalidInput.class, refused -> assertThat(refused.subject()).isEqualTo(field));
  }

  @Test
  void takesABareNameForAFunctionWithNothingSet() {
    CampaignSpecification specification =
        read("{'dataset': 'photos', 'budgets': ['20'], 'seed': 1, 'acquisition': 'margin'}");

    assertThat(specification.acquisition()).isEqualTo(AcquisitionSettings.of("margin"));
    assertThat(specification.stop()).isEqualTo(StopSettings.DEFAULT);
  }

  @Test
  void keepsTheDefaultOfWhatIsNotSaidOfTheAcquisition() {
    CampaignSpecification specification =
        read(
            "{'dataset': 'photos', 'budgets': ['20'], 'seed': 1, 'acquisition': {"
                + "'settings': {'radius': 0.5}, 'nearDuplicates': 0.98, 'excluded': [7, 3, 7]}}");

    assertThat(specification.acquisition())
        .isEqualTo(
            new AcquisitionSettings(
                AcquisitionSettings.DEFAULT.function(),
                Map.of("radius", 0.5),
                false,
                0,
                OptionalDouble.of(0.98),
                List.of(3, 7),
                1));
    assertThat(read(new String(Json.bytes(specification), StandardCharsets.UTF_8)))
        .isEqualTo(specification);
  }

  @Test
  void countsExcludedImagesOutOfThePool() {
    String campaign =
        "{'dataset': 'photos', 'seed': 1, 'budgets': ['9'], 'acquisition': {'excluded': [3, 4]}}";

    assertThat(read(campaign).labelsPerCycle(11)).containsExactly(9);
    assertThatThrownBy(() -> read(campaign).labelsPerCycle(10))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "budgets[0]: 9 labels are more than the 8 images in the pool that are not excluded");
    assertThatThrownBy(() -> read(campaign).labelsPerCycle(4))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("acquisition.excluded: must be indices below 4, the size of the pool");
  }

  @Test
  void fillsWhatIsNotSaidOfTheAnnotation() {
    CampaignSpecification specification =
        read(
            "{'dataset': 'photos', 'budgets': ['20'], 'seed': 1, 'annotation': {"
                + "'labelsPerImage': 3, 'rule': 'dawid-skene'}}");

    assertThat(specification.annotation())
        .isEqualTo(
            new AnnotationSettings(
                3, AgreementRule.DAWID_SKENE, 3, 0.8, 2, GoldSettings.NONE, false));
  }

  @Test
  void neverChoosesTheImagesThatMeasureAnnotators() {
    CampaignSpecification specification =
        read(
            "{'dataset': 'photos', 'budgets': ['8'], 'seed': 1, 'acquisition': {'excluded': [5]},"
                + " 'annotation': {'gold': {'labels': {'9': 'cat', '3': 'dog'}}}}");

    assertThat(specification.acquisition().excluded()).containsExactly(3, 5, 9);
    assertThat(specification.annotation().gold().share()).isPositive();
    assertThat(specification.labelsPerCycle(11)).containsExactly(8);
    assertThat(specification.forAnnotators().acquisition().excluded()).containsExactly(5);
    assertThat(specification.forAnnotators().annotation()).isEqualTo(AnnotationSettings.DEFAULT);
    assertThat(read(new String(Json.bytes(specification), StandardCharsets.UTF_8)))
        .isEqualTo(specification);
    assertThatThrownBy(() -> specification.labelsPerCycle(9))
        .hasMessage("annotation.gold.labels: must be of images below 9, the size of the pool");
  }

  @ParameterizedTest
  @CsvSource({"'20,5', budgets[1]", "'20,20', budgets[1]", "101, budgets[0]", "0.1%, budgets[0]"})
  void refusesBudgetsThatDoNotGrowOrExceedThePool(String budgets, String field) {
    CampaignSpecification specification =
        read(
            "{'dataset': 'photos', 'seed': 1, 'budgets': ['" + budgets.replace(",", "','") + "']}");

    assertThatThrownBy(() -> specification.labelsPerCycle(100))
        .isInstanceOfSatisfying(
            InvalidInput.class, refused -> assertThat(refused.subject()).isEqualTo(field));
  }

  private static CampaignSpecification read(String json) {
    return Json.read(
        "campaign",
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
        CampaignSpecification.class);
  }
}
