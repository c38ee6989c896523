package io.modicum.acquisition.messaging;

import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.campaign.Budget;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.Oracle;
import io.modicum.contracts.campaign.StopSettings;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.testing.RealParts;
import io.modicum.contracts.testing.ServiceTest;
import io.modicum.contracts.testing.StoredObjects;
import io.quarkus.test.common.QuarkusTestResource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** The service with a pool of 12 images, of which image i is of class i mod 3. */
@QuarkusTestResource(RealParts.class)
abstract class AcquisitionTest extends ServiceTest {

  static final int POOL = 12;
  static final int CLASSES = 3;

  StoredObjects objects;

  @BeforeEach
  void packDataset() {
    objects = new StoredObjects(store);
    int[] labels = IntStream.range(0, POOL).map(i -> i % CLASSES).toArray();
    objects.commit(
        ObjectKeys.dataset(dataset),
        new Dataset("d", List.of("a", "b", "c"), 4, 4, POOL, 0, List.of(), List.of(), List.of()),
        List.of(objects.put(Dataset.LABELS, Npy.encode(labels, POOL))));
  }

  /** Specifies a campaign of two cycles that ends when it reaches an accuracy; labels the first. */
  void specifyTarget(double accuracy) {
    specify(
        campaign,
        Mode.SELF_SUPERVISED,
        AcquisitionSettings.of("random"),
        "random",
        new StopSettings(OptionalDouble.of(accuracy), OptionalDouble.empty()),
        "2",
        "4");
    label(0, 3, 7);
  }

  void predict(int cycle, Optional<Predictions.HeldOut> heldOut) {
    objects.commit(
        ObjectKeys.predictions(campaign, cycle),
        new Predictions(
            cycle,
            2,
            OptionalInt.empty(),
            OptionalDouble.of(0.75),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            heldOut),
        List.of(
            objects.put(
                Predictions.PROBABILITIES, Npy.encode(new float[POOL * CLASSES], POOL, CLASSES))));
  }

  CampaignSpecification specify(CampaignId id, Mode mode, String initial, String... budgets) {
    return specify(
        id, mode, AcquisitionSettings.of("margin"), initial, StopSettings.DEFAULT, budgets);
  }

  CampaignSpecification specify(
      CampaignId id,
      Mode mode,
      AcquisitionSettings acquisition,
      String initial,
      StopSettings stop,
      String... budgets) {
    CampaignSpecification specification =
        CampaignSpecification.on(dataset)
            .name("small")
            .mode(mode)
            .acquisition(acquisition)
            .initial(initial)
            .budgets(Arrays.stream(budgets).map(Budget::new).toList())
            .stop(stop)
            .oracle(Oracle.SIMULATED)
            .seed(7)
            .build();
    store.put(ObjectKeys.specification(id), Json.bytes(specification), "application/json");
    return specification;
  }

  CampaignStarted started(CampaignId id) {
    return new CampaignStarted(id, dataset, Mode.FROM_SCRATCH, ObjectKeys.specification(id));
  }

  PredictionsReady predictions(int cycle, int labels) {
    return new PredictionsReady(
        campaign,
        dataset,
        Mode.SELF_SUPERVISED,
        cycle,
        ObjectKeys.predictions(campaign, cycle),
        labels,
        OptionalDouble.of(0.75));
  }

  void label(int cycle, int... images) {
    objects.commit(
        ObjectKeys.labels(campaign, cycle),
        new LabelledSet(
            cycle,
            Arrays.stream(images)
                .mapToObj(i -> new LabelledSet.Label(i, i % CLASSES, cycle, List.of("ada"), 1))
                .toList()),
        List.of());
  }

  static byte[] lessDecidedTheLowerTheIndex() {
    float[] probabilities = new float[POOL * CLASSES];
    for (int i = 0; i < POOL; i++) {
      probabilities[i * CLASSES] = 0.5f + i / 100f;
      probabilities[i * CLASSES + 1] = 0.5f - i / 100f;
    }
    return Npy.encode(probabilities, POOL, CLASSES);
  }

  void predict(int cycle, byte[] probabilities) {
    objects.commit(
        ObjectKeys.predictions(campaign, cycle),
        new Predictions(cycle, 2, 0.75, List.of()),
        List.of(objects.put(Predictions.PROBABILITIES, probabilities)));
  }

  List<LabelsRequested> requested(CampaignId id, int wanted) {
    return chain.hear(LabelsRequested.class, wanted, event -> event.campaign().equals(id));
  }

  /** Returns what is asked for next. */
  LabelsRequested requested() {
    return requested(campaign, 1).get(0);
  }

  List<CampaignCompleted> completed() {
    return chain.hear(CampaignCompleted.class, 1, event -> event.campaign().equals(campaign));
  }

  StageFailed failed() {
    return chain
        .hear(StageFailed.class, 1, event -> event.subject().equals(campaign.value()))
        .get(0);
  }

  Manifest<Selection> selection(LabelsRequested requested) {
    return Manifest.read(store, requested.selection(), Selection.class);
  }

  List<Pick> picks(LabelsRequested requested) {
    return selection(requested).content().picks();
  }
}
