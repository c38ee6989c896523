package io.modicum.acquisition.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.Budget;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.Oracle;
import io.modicum.contracts.campaign.StopSettings;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.event.SelectionPartRequested;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.testing.Chain;
import io.modicum.contracts.testing.RealParts;
import io.modicum.contracts.testing.StoredObjects;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service between a real broker and a real store, with a pool of 12 images. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class AcquisitionServiceTest {

  private static final int POOL = 12;
  private static final int CLASSES = 3;

  @Inject ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  private final DatasetId dataset = new DatasetId("d-" + UUID.randomUUID());
  private final CampaignId campaign = new CampaignId("c-" + UUID.randomUUID());
  private Chain chain;
  private StoredObjects objects;

  @BeforeEach
  void connect() {
    store.ensureBucket();
    chain = new Chain(broker);
    objects = new StoredObjects(store);
    int[] labels = IntStream.range(0, POOL).map(i -> i % CLASSES).toArray();
    objects.commit(
        ObjectKeys.dataset(dataset),
        new Dataset("d", List.of("a", "b", "c"), 4, 4, POOL, 0, List.of(), List.of(), List.of()),
        List.of(objects.put(Dataset.LABELS, Npy.encode(labels, POOL))));
  }

  @AfterEach
  void disconnect() {
    chain.close();
  }

  @Test
  void asksForABalancedFirstCycleOfAFromScratchCampaign() {
    specify(campaign, Mode.FROM_SCRATCH, "class-balanced", "6");

    chain.send(started(campaign));

    LabelsRequested requested = requested(campaign, 1).get(0);
    assertThat(requested.cycle()).isZero();
    assertThat(requested.images()).isEqualTo(6);
    assertThat(picks(requested).stream().map(pick -> pick.image() % CLASSES))
        .containsExactlyInAnyOrder(0, 0, 1, 1, 2, 2);
  }

  @Test
  void startsBothModesWithTheSameRandomImagesAndAsksAgainForTheSame() {
    CampaignId other = new CampaignId("c-" + UUID.randomUUID());
    specify(campaign, Mode.FROM_SCRATCH, "random", "5");
    specify(other, Mode.SELF_SUPERVISED, "random", "5");

    chain.send(started(campaign));
    chain.send(started(campaign));
    chain.send(
        new EmbeddingsReady(
            other, dataset, Mode.SELF_SUPERVISED, 0, new BackboneId("b"), "unread"));

    List<LabelsRequested> twice = requested(campaign, 2);
    assertThat(twice.get(1)).isEqualTo(twice.get(0));
    assertThat(picks(requested(other, 1).get(0))).isEqualTo(picks(twice.get(0)));
  }

  @Test
  void startsASelfSupervisedCampaignInTheMiddleOfItsFeatures() {
    CampaignSpecification specification =
        specify(campaign, Mode.SELF_SUPERVISED, "k-center-greedy", "2");
    BackboneId backbone = ContentAddress.pretrainedBackbone(specification);
    float[] line = new float[POOL];
    IntStream.range(0, POOL).forEach(i -> line[i] = i * i);
    objects.commit(
        ObjectKeys.embeddings(backbone, dataset),
        new Embeddings(
            POOL, 1, false, List.of(new Embeddings.Shard(0, 7), new Embeddings.Shard(7, 5))),
        List.of(
            objects.put(Embeddings.features(0), Npy.encode(Arrays.copyOf(line, 7), 7, 1)),
            objects.put(
                Embeddings.features(1), Npy.encode(Arrays.copyOfRange(line, 7, POOL), 5, 1))));

    chain.send(new EmbeddingsReady(campaign, dataset, Mode.SELF_SUPERVISED, 0, backbone, "unread"));

    assertThat(picks(requested(campaign, 1).get(0))).extracting(Pick::image).containsExactly(6, 11);
  }

  @Test
  void asksForTheLeastDecidedImagesUntilTheBudgetIsSpent() {
    specify(campaign, Mode.SELF_SUPERVISED, "random", "2", "4");
    label(0, 3, 7);
    byte[] probabilities = lessDecidedTheLowerTheIndex();
    predict(0, probabilities);

    chain.send(predictions(0, 2));

    LabelsRequested requested = requested(campaign, 1).get(0);
    assertThat(requested.cycle()).isEqualTo(1);
    assertThat(picks(requested)).extracting(Pick::image).containsExactly(0, 1);
    assertThat(picks(requested)).extracting(Pick::reason).doesNotContain("");
    assertThat(Manifest.read(store, requested.selection(), Selection.class).inputs())
        .containsExactly(
            ObjectKeys.specification(campaign),
            ObjectKeys.dataset(dataset),
            ObjectKeys.labels(campaign, 0),
            ObjectKeys.predictions(campaign, 0));

    predict(1, probabilities);
    chain.send(predictions(1, 4));

    assertThat(chain.hear(CampaignCompleted.class, 1, event -> event.campaign().equals(campaign)))
        .containsExactly(new CampaignCompleted(campaign, 1, 4, 0.75, "budget spent"));
  }

  @Test
  void choosesAsForTheFirstCycleAsLongAsNoImageHasALabel() {
    specify(campaign, Mode.SELF_SUPERVISED, "random", "2", "4");
    objects.commit(
        ObjectKeys.labels(campaign, 0), new LabelledSet(0, List.of(), List.of(3, 7)), List.of());
    predict(0, Npy.encode(new float[POOL * CLASSES], POOL, CLASSES));

    chain.send(predictions(0, 0));

    LabelsRequested requested = requested(campaign, 1).get(0);
    assertThat(picks(requested)).extracting(Pick::image).hasSize(4).doesNotContain(3, 7);
    assertThat(Manifest.read(store, requested.selection(), Selection.class).content().function())
        .isEqualTo("random");
  }

  @Test
  void keepsToTheOptionsOfTheCampaign() {
    specify(
        campaign,
        Mode.SELF_SUPERVISED,
        new AcquisitionSettings(
            "margin", Map.of(), true, 0.25, OptionalDouble.empty(), List.of(0, 2), 1),
        "random",
        StopSettings.DEFAULT,
        "2",
        "6");
    label(0, 3, 7);
    float[] probabilities = new float[POOL * CLASSES];
    for (int i = 0; i < POOL; i++) {
      probabilities[i * CLASSES + i % CLASSES] = 0.5f + i / 100f;
      probabilities[i * CLASSES + (i + 1) % CLASSES] = 0.5f - i / 100f;
    }
    predict(0, Npy.encode(probabilities, POOL, CLASSES));

    chain.send(predictions(0, 2));

    LabelsRequested requested = requested(campaign, 1).get(0);
    List<Pick> picks = picks(requested);
    assertThat(picks).extracting(Pick::image).doesNotContain(0, 2, 3, 7).hasSize(4);
    assertThat(picks.subList(0, 3))
        .extracting(pick -> pick.image() % CLASSES)
        .as("one of each predicted class")
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(picks.get(3).reason()).isEqualTo("drawn at random; the random share of the cycle");
    assertThat(Manifest.read(store, requested.selection(), Selection.class).content().function())
        .isEqualTo("margin");
  }

  @Test
  void recordsWhichFunctionChoseAndWhy() {
    specify(
        campaign,
        Mode.SELF_SUPERVISED,
        AcquisitionSettings.of("adaptive").withSettings(Map.of("few", 0.5, "many", 1.0)),
        "random",
        StopSettings.DEFAULT,
        "2",
        "6");
    label(0, 3, 7);
    float[] sure = new float[POOL * CLASSES];
    IntStream.range(0, POOL).forEach(i -> sure[i * CLASSES] = 1);
    predict(0, Npy.encode(sure, POOL, CLASSES));

    chain.send(predictions(0, 2));

    Selection selection =
        Manifest.read(store, requested(campaign, 1).get(0).selection(), Selection.class).content();
    assertThat(selection.function()).isEqualTo("margin");
    assertThat(selection.why()).contains("the classifier expects to be right for 100%");
  }

  @Test
  void ranksAPoolInPartsThatAnyReplicaMayTake() {
    specify(
        campaign,
        Mode.SELF_SUPERVISED,
        new AcquisitionSettings(
            "margin", Map.of(), false, 0, OptionalDouble.empty(), List.of(0), 3),
        "random",
        StopSettings.DEFAULT,
        "2",
        "6");
    label(0, 3, 7);
    byte[] probabilities = lessDecidedTheLowerTheIndex();
    predict(0, probabilities);

    chain.send(predictions(0, 2));

    assertThat(picks(requested(campaign, 1).get(0)))
        .extracting(Pick::image)
        .containsExactly(1, 2, 4, 5);
    assertThat(
            chain.hear(SelectionPartRequested.class, 3, event -> event.campaign().equals(campaign)))
        .extracting(SelectionPartRequested::part)
        .containsExactlyInAnyOrder(0, 1, 2);
    List<Integer> ofParts =
        IntStream.range(0, 3)
            .mapToObj(part -> ObjectKeys.selectionPart(campaign, 1, part))
            .flatMap(key -> Manifest.read(store, key, Selection.class).content().picks().stream())
            .map(Pick::image)
            .toList();
    assertThat(ofParts).doesNotHaveDuplicates().contains(1, 2, 4, 5).doesNotContain(0, 3, 7);
  }

  @Test
  void endsEarlyWhenTheTargetAccuracyIsReachedOnHeldOutLabels() {
    specifyTarget(0.9);
    predict(0, Optional.of(new Predictions.HeldOut(0.95, 20)));

    chain.send(predictions(0, 2));

    assertThat(chain.hear(CampaignCompleted.class, 1, event -> event.campaign().equals(campaign)))
        .containsExactly(
            new CampaignCompleted(
                campaign,
                0,
                2,
                0.75,
                "target accuracy of 90% reached with 95% of 20 held-out labels"));
  }

  @Test
  void goesOnWhereOnlyTheTestSplitReachesTheTarget() {
    specifyTarget(0.7);
    predict(0, Optional.of(new Predictions.HeldOut(0.65, 20)));

    chain.send(predictions(0, 2));

    assertThat(requested(campaign, 1).get(0).cycle()).isEqualTo(1);
  }

  @Test
  void goesOnWhereAnEarlierVersionToldOfNoHeldOutLabels() {
    specifyTarget(0.7);
    predict(0, Optional.empty());

    chain.send(predictions(0, 2));

    assertThat(requested(campaign, 1).get(0).cycle()).isEqualTo(1);
  }

  private void specifyTarget(double accuracy) {
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

  private void predict(int cycle, Optional<Predictions.HeldOut> heldOut) {
    objects.commit(
        ObjectKeys.predictions(campaign, cycle),
        new Predictions(cycle, 2, 0.75, List.of(), Optional.empty(), Optional.empty(), heldOut),
        List.of(
            objects.put(
                Predictions.PROBABILITIES, Npy.encode(new float[POOL * CLASSES], POOL, CLASSES))));
  }

  @Test
  void refusesASpecificationThatNamesWhatIsNotThere() {
    specify(
        campaign,
        Mode.FROM_SCRATCH,
        AcquisitionSettings.of("margin").withSettings(Map.of("depth", 3.0)),
        "random",
        StopSettings.DEFAULT,
        "3");

    chain.send(started(campaign));

    StageFailed failed =
        chain.hear(StageFailed.class, 1, event -> event.subject().equals(campaign.value())).get(0);
    assertThat(failed.reason())
        .isEqualTo("acquisition.settings.depth: is unknown; margin has no settings");
  }

  @Test
  void publishesWhatItCanDo() {
    String key = ObjectKeys.acquisitionFunctions();
    FunctionCatalogue published = Json.read(key, store.get(key), FunctionCatalogue.class);

    assertThat(published.software()).startsWith("acquisition-service ");
    assertThat(published.functions())
        .extracting(FunctionDescription::name)
        .contains("adaptive", "class-balanced", "k-center-greedy", "margin", "random")
        .isSorted();
  }

  @Test
  void saysWhatIsWrongWithPredictionsOfAnotherShape() {
    specify(campaign, Mode.SELF_SUPERVISED, "random", "2", "4");
    label(0, 3, 7);
    predict(0, Npy.encode(new float[] {1, 0, 1, 0}, 2, 2));

    chain.send(predictions(0, 2));

    StageFailed failed =
        chain.hear(StageFailed.class, 1, event -> event.subject().equals(campaign.value())).get(0);
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.stage()).isEqualTo("select");
    assertThat(failed.reason()).isEqualTo("probabilities: 2 rows for a pool of 12 images");
    chain.values(
        "predictions-ready.dlq",
        1,
        value -> new String(value, StandardCharsets.UTF_8).contains(campaign.value()));
  }

  @Test
  void putsGarbageIntoTheDeadLetterTopicAndGoesOn() {
    String garbage = "garbage " + UUID.randomUUID();
    specify(campaign, Mode.FROM_SCRATCH, "random", "3");

    chain.send("campaign-started", "k", garbage.getBytes(StandardCharsets.UTF_8));
    chain.send(started(campaign));

    chain.values(
        "campaign-started.dlq",
        1,
        value -> new String(value, StandardCharsets.UTF_8).equals(garbage));
    assertThat(requested(campaign, 1)).hasSize(1);
  }

  private CampaignSpecification specify(
      CampaignId id, Mode mode, String initial, String... budgets) {
    return specify(
        id, mode, AcquisitionSettings.of("margin"), initial, StopSettings.DEFAULT, budgets);
  }

  private CampaignSpecification specify(
      CampaignId id,
      Mode mode,
      AcquisitionSettings acquisition,
      String initial,
      StopSettings stop,
      String... budgets) {
    CampaignSpecification specification =
        new CampaignSpecification(
            "small",
            dataset,
            mode,
            Optional.empty(),
            null,
            null,
            null,
            null,
            acquisition,
            initial,
            Arrays.stream(budgets).map(Budget::new).toList(),
            stop,
            Oracle.SIMULATED,
            null,
            7);
    store.put(ObjectKeys.specification(id), Json.bytes(specification), "application/json");
    return specification;
  }

  private CampaignStarted started(CampaignId id) {
    return new CampaignStarted(id, dataset, Mode.FROM_SCRATCH, ObjectKeys.specification(id));
  }

  private PredictionsReady predictions(int cycle, int labels) {
    return new PredictionsReady(
        campaign,
        dataset,
        Mode.SELF_SUPERVISED,
        cycle,
        ObjectKeys.predictions(campaign, cycle),
        labels,
        0.75);
  }

  private void label(int cycle, int... images) {
    objects.commit(
        ObjectKeys.labels(campaign, cycle),
        new LabelledSet(
            cycle,
            Arrays.stream(images)
                .mapToObj(i -> new LabelledSet.Label(i, i % CLASSES, cycle, List.of("ada"), 1))
                .toList()),
        List.of());
  }

  private static byte[] lessDecidedTheLowerTheIndex() {
    float[] probabilities = new float[POOL * CLASSES];
    for (int i = 0; i < POOL; i++) {
      probabilities[i * CLASSES] = 0.5f + i / 100f;
      probabilities[i * CLASSES + 1] = 0.5f - i / 100f;
    }
    return Npy.encode(probabilities, POOL, CLASSES);
  }

  private void predict(int cycle, byte[] probabilities) {
    objects.commit(
        ObjectKeys.predictions(campaign, cycle),
        new Predictions(cycle, 2, 0.75, List.of()),
        List.of(objects.put(Predictions.PROBABILITIES, probabilities)));
  }

  private List<LabelsRequested> requested(CampaignId id, int wanted) {
    return chain.hear(LabelsRequested.class, wanted, event -> event.campaign().equals(id));
  }

  private List<Pick> picks(LabelsRequested requested) {
    return Manifest.read(store, requested.selection(), Selection.class).content().picks();
  }
}
