package io.modicum.inference.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.stage.SilentObserver;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.testing.StoredObjects;
import io.modicum.inference.linear.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is no number is not kept: two images of two classes in the pool, one to test with. */
class PredictionTest {

  private static final int POOL = 2;
  private static final int IMAGES = 3;
  private static final float LARGE = 3e38f;

  private final DatasetId dataset = new DatasetId("fruit");
  private final CampaignId campaign = new CampaignId("fruit-1");
  private final MemoryStore store = new MemoryStore();
  private final StoredObjects objects = new StoredObjects(store);
  private final PredictStage stage =
      new PredictStage(new StageRule(store, new SilentObserver(), "test"));

  @AfterEach
  void nothingStands() {
    assertThat(store.find(ObjectKeys.predictions(campaign, 0))).isEmpty();
  }

  @Test
  void refusesFeaturesThatAreNoNumbers() {
    String embeddings = embedded(Mode.SELF_SUPERVISED, 0, 1, 1, 0, 0, Float.NaN);

    assertThatThrownBy(this::fromFeatures)
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(embeddings + ": has values that are no finite numbers");
  }

  @Test
  void refusesLogitsThatAreNoNumbers() {
    String embeddings = embedded(Mode.FROM_SCRATCH, 0, 1, 1, 0, 0, Float.POSITIVE_INFINITY);

    assertThatThrownBy(this::fromLogits)
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(embeddings + ": has values that are no finite numbers");
  }

  @Test
  void keepsNoProbabilityThatIsNoNumber() {
    embedded(Mode.SELF_SUPERVISED, 0, 1, 1, 0, LARGE, -LARGE);

    assertThatThrownBy(this::fromFeatures)
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("probabilities: are no finite numbers");
  }

  @Test
  void keepsNoPlaceOnTheMapThatIsNoNumber() {
    embedded(Mode.FROM_SCRATCH, LARGE, LARGE, -LARGE, -LARGE, 0, 1);

    assertThatThrownBy(this::fromLogits)
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("map: are no finite numbers");
  }

  private void fromFeatures() {
    new HeadPrediction(store, stage, Kind.heads())
        .predict(
            new LabelsCompleted(
                campaign, dataset, Mode.SELF_SUPERVISED, 0, ObjectKeys.labels(campaign, 0)));
  }

  private void fromLogits() {
    new LogitPrediction(store, stage, drift -> {})
        .predict(
            new EmbeddingsReady(
                campaign, dataset, Mode.FROM_SCRATCH, 0, new BackboneId("scratch"), "unread"));
  }

  /** Leaves all that a prediction reads; returns the key of the embeddings. */
  private String embedded(Mode mode, float... values) {
    CampaignSpecification specification = specification(mode);
    store.put(ObjectKeys.specification(campaign), Json.bytes(specification), "application/json");
    objects.commit(
        ObjectKeys.dataset(dataset),
        new Dataset(
            "fruit",
            List.of("apple", "pear"),
            4,
            4,
            POOL,
            IMAGES - POOL,
            List.of(),
            List.of(),
            List.of()),
        List.of(objects.put(Dataset.LABELS, Npy.encode(new int[] {0, 1, 0}, IMAGES))));
    objects.commit(
        ObjectKeys.selection(campaign, 0), new Selection(0, "random", List.of()), List.of());
    objects.commit(
        ObjectKeys.labels(campaign, 0),
        new LabelledSet(
            0,
            List.of(
                new LabelledSet.Label(0, 0, 0, List.of("ada"), 1),
                new LabelledSet.Label(1, 1, 0, List.of("ada"), 1))),
        List.of());
    boolean scratch = mode == Mode.FROM_SCRATCH;
    BackboneId backbone =
        scratch ? new BackboneId("scratch") : ContentAddress.pretrainedBackbone(specification);
    String key = ObjectKeys.embeddings(backbone, dataset);
    byte[] rows = Npy.encode(values, IMAGES, values.length / IMAGES);
    objects.commit(
        key,
        new Embeddings(
            IMAGES, values.length / IMAGES, scratch, List.of(new Embeddings.Shard(0, IMAGES))),
        List.of(
            objects.put(Embeddings.features(0), rows), objects.put(Embeddings.logits(0), rows)));
    return key;
  }

  private CampaignSpecification specification(Mode mode) {
    return CampaignSpecification.on(dataset).name("fruit").mode(mode).budgets("2").seed(7).build();
  }
}
