package io.modicum.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.MatrixCache;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.ExistingLabels;
import io.modicum.contracts.campaign.Oracle;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.Part;
import io.modicum.contracts.testing.StoredObjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a campaign of three images with two features knows after its first cycle. */
class CampaignPoolTest {

  private static final float NONE = Float.NEGATIVE_INFINITY;

  @TempDir Path folder;

  private final DatasetId dataset = new DatasetId("d-1");
  private final CampaignId campaign = new CampaignId("c-1");
  private final CampaignSpecification specification =
      CampaignSpecification.on(dataset)
          .name("small")
          .budgets("1", "2")
          .oracle(Oracle.SIMULATED)
          .seed(7)
          .build();
  private final MemoryStore store = new MemoryStore();
  private final StoredObjects objects = new StoredObjects(store);
  private final List<String> read = new ArrayList<>();

  @BeforeEach
  void embed() {
    objects.commit(
        ObjectKeys.dataset(dataset),
        new Dataset("d", List.of("a", "b"), 4, 4, 3, 0, List.of(), List.of(), List.of()),
        List.of(objects.put(Dataset.LABELS, Npy.encode(new int[] {0, -1, 1}, 3))));
    objects.commit(
        ObjectKeys.labels(campaign, 0),
        new LabelledSet(0, List.of(new LabelledSet.Label(0, 1, 0, List.of("ada"), 1))),
        List.of());
    objects.commit(
        ObjectKeys.embeddings(ContentAddress.pretrainedBackbone(specification), dataset),
        new Embeddings(3, 2, false, List.of(new Embeddings.Shard(0, 3))),
        List.of(
            objects.put(Embeddings.features(0), Npy.encode(new float[] {1, 5, 3, 5, 1, 9}, 3, 2))));
  }

  @Test
  void choosesNoImageAgainThatWasLeftOut() {
    objects.commit(
        ObjectKeys.labels(campaign, 0),
        new LabelledSet(
            0, List.of(new LabelledSet.Label(2, 1, 0, List.of("ada"), 1)), List.of(0), List.of()),
        List.of());

    assertThat(pool().candidates()).containsExactly(1);
    assertThat(pool().labelled()).containsExactly(2);
  }

  @Test
  void doesNotCountAgainstTheBudgetWhatPeopleConfirm() {
    // Given
    CampaignSpecification confirming =
        specification.toBuilder()
            .existingLabels(new ExistingLabels(ExistingLabels.Use.TRUST, 1, List.of(2)))
            .build();
    objects.commit(
        ObjectKeys.labels(campaign, 0),
        new LabelledSet(
            0,
            List.of(
                new LabelledSet.Label(1, 1, 0, List.of("ada"), 1),
                new LabelledSet.Label(2, 0, 0, List.of("ada"), 1))),
        List.of());

    // When
    CampaignPool pool = pool(confirming, 1);

    // Then
    assertThat(pool.asked()).isEqualTo(1);
    assertThat(pool.labels()).as("what people say counts").containsExactly(0, 1, 0);
  }

  @Test
  void hasTheProbabilitiesOfEachMemberOfTheCommittee() {
    predict(
        objects.put(
            Predictions.COMMITTEE_WEIGHTS,
            Npy.encode(new float[] {0, 0, (float) Math.log(3), 0, 0, 0, 0, 0}, 2, 2, 2)),
        objects.put(Predictions.COMMITTEE_BIAS, Npy.encode(new float[] {0, 0, NONE, 0}, 2, 2)),
        objects.put(Predictions.FEATURE_MEAN, Npy.encode(new float[] {1, 5}, 2)),
        objects.put(Predictions.FEATURE_DEVIATION, Npy.encode(new float[] {2, 1}, 2)));

    List<Matrix> committee = pool().committee();

    assertThat(committee).hasSize(2);
    assertThat(committee.get(0).row(0)).containsExactly(0.5f, 0.5f);
    assertThat(committee.get(0).row(1)).containsExactly(0.25f, 0.75f);
    assertThat(committee.get(1).row(1)).containsExactly(0, 1);
    assertThat(read).contains(ObjectKeys.predictions(campaign, 0));
  }

  @Test
  void hasTheProbabilitiesThatMembersWroteWhichAreNotLinear() {
    predict(
        objects.put(
            Predictions.committeeProbabilities(0),
            Npy.encode(new float[] {1, 0, 0.5f, 0.5f, 0, 1}, 3, 2)),
        objects.put(
            Predictions.committeeProbabilities(1),
            Npy.encode(new float[] {0, 1, 0.25f, 0.75f, 1, 0}, 3, 2)));

    List<Matrix> committee = pool().committee();

    assertThat(committee).hasSize(2);
    assertThat(committee.get(0).row(2)).containsExactly(0, 1);
    assertThat(committee.get(1).row(1)).containsExactly(0.25f, 0.75f);
  }

  @Test
  void saysWhatToSetWhereTheClassifierHasNoCommittee() {
    predict();

    assertThatThrownBy(() -> pool().committee())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "classifier.committee: must be at least 2 for this acquisition function, but the"
                + " classifier of cycle 0 has no committee");
  }

  @Test
  void refusesACommitteeOfOtherFeatures() {
    predict(objects.put(Predictions.COMMITTEE_WEIGHTS, Npy.encode(new float[12], 2, 2, 3)));

    assertThatThrownBy(() -> pool().committee())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("must be [members, classes, 2]");
  }

  @Test
  void coversFromTheStartWhatTheDatasetsOwnLabelsDo() {
    CampaignSpecification trusting =
        specification.toBuilder()
            .existingLabels(new ExistingLabels(ExistingLabels.Use.TRUST, 0, List.of()))
            .build();

    CampaignPool pool = pool(trusting, 0);

    assertThat(pool.labelled()).containsExactly(0, 2);
    assertThat(pool.labels()).containsExactly(0, 1);
    assertThat(pool.candidates()).containsExactly(1);
    assertThat(pool.asked()).isZero();
  }

  private void predict(Part... parts) {
    objects.commit(
        ObjectKeys.predictions(campaign, 0),
        new Predictions(0, 1, 0.5, List.of()),
        Arrays.asList(parts));
  }

  private CampaignPool pool() {
    return pool(specification, 1);
  }

  private CampaignPool pool(CampaignSpecification asked, int cycle) {
    MatrixCache cache = new MatrixCache(store, folder, Long.MAX_VALUE);
    return new CampaignPool(
        new CampaignObjects(store, cache, read::add, () -> {}), campaign, asked, cycle);
  }
}
