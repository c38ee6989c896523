package io.modicum.contracts.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.campaign.AnnotationSettings;
import io.modicum.contracts.campaign.CampaignBuilder;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.EvaluationSettings;
import io.modicum.contracts.campaign.ExistingLabels;
import io.modicum.contracts.campaign.GoldSettings;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.testing.StoredObjects;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KnownLabelsTest {

  private static final ExistingLabels TRUSTED =
      new ExistingLabels(ExistingLabels.Use.TRUST, 0, List.of());

  private final DatasetId dataset = new DatasetId("pets");
  private final MemoryStore store = new MemoryStore();

  @Test
  void areIgnoredUnlessTheCampaignTrustsThem() {
    KnownLabels known = read(campaign(), 0, 1, -1, 2, 0);

    assertThat(known.existing()).containsExactly(-1, -1, -1, -1);
    assertThat(known.test()).containsExactly(0);
  }

  @Test
  void areToldByTheNamesOfTheCampaignsClasses() {
    KnownLabels known =
        read(campaign().classes(List.of("owl", "cat")).existingLabels(TRUSTED), 0, 1, -1, 2, 1);

    assertThat(known.classes()).containsExactly("owl", "cat");
    assertThat(known.existing()).containsExactly(1, -1, -1, 0);
    assertThat(known.test()).containsExactly(-1);
    assertThat(known.of(3)).isZero();
  }

  @Test
  void areNotLearntFromWhereTheyMeasureAccuracyOrAnnotators() {
    AnnotationSettings gold =
        campaign()
            .build()
            .withGold(new GoldSettings(new TreeMap<>(Map.of(1, "dog")), 0.1))
            .annotation();
    CampaignBuilder campaign =
        campaign()
            .existingLabels(TRUSTED)
            .evaluation(new EvaluationSettings(1, List.of(3)))
            .annotation(gold);

    assertThat(read(campaign, 0, 1, 2, 2, 0).existing()).containsExactly(0, -1, 2, -1);
  }

  @Test
  void countLessThanWhatPeopleSay() {
    KnownLabels known = read(campaign().existingLabels(TRUSTED), 0, 1, -1, 2, 0);
    LabelledSet asked =
        new LabelledSet(0, List.of(label(0, 2), label(2, 1)), List.of(3), List.of());

    assertThat(known.learntFrom("labels.json", asked)).containsExactly(2, 1, 1, -1);
  }

  @Test
  void measureAccuracyOnTheTestSplitWhereThereIsNoSample() {
    KnownLabels known = read(campaign(), 0, 1, -1, 2, 0);

    assertThat(known.evaluated("labels.json", new LabelledSet(0, List.of())))
        .containsExactly(-1, -1, -1, -1, 0);
  }

  @Test
  void leaveMeasuringToTheEvaluationSampleWhereThereIsOne() {
    KnownLabels known =
        read(campaign().evaluation(new EvaluationSettings(2, List.of(3, 1))), 0, 1, -1, 2, 0);
    LabelledSet half = new LabelledSet(0, List.of(), List.of(), List.of(label(3, 1)));

    assertThat(known.evaluated("labels.json", half)).containsExactly(-1, -1, -1, 1, -1);
  }

  @Test
  void refuseWhatDoesNotFitTheDataset() {
    refuses("image 4 is not in the pool of 4", label(4, 0));
    refuses("image 1 has label 3 of 3 classes", label(1, 3));
    refuses("image 1 is labelled twice", label(1, 0), label(1, 0));
  }

  private void refuses(String message, LabelledSet.Label... labels) {
    KnownLabels known = read(campaign(), 0, 1, -1, 2, 0);
    assertThatThrownBy(() -> known.learntFrom("labels.json", new LabelledSet(0, List.of(labels))))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("labels.json: " + message);
  }

  private static LabelledSet.Label label(int image, int label) {
    return new LabelledSet.Label(image, label, 0, List.of("ada"), 1);
  }

  private CampaignBuilder campaign() {
    return CampaignSpecification.on(dataset).budgets("1");
  }

  /** Packs four images of the pool and one of the test split with these labels. */
  private KnownLabels read(CampaignBuilder campaign, int... labels) {
    StoredObjects objects = new StoredObjects(store);
    String key = ObjectKeys.dataset(dataset);
    objects.commit(
        key,
        new Dataset("d", List.of("cat", "dog", "owl"), 4, 4, 4, 1, List.of(), List.of(), List.of()),
        List.of(objects.put(Dataset.LABELS, Npy.encode(labels, labels.length))));
    return KnownLabels.read(store, Manifest.read(store, key, Dataset.class), campaign.build());
  }
}
