package io.modicum.inference.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.Budget;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.BackboneChecked;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.BackboneRegistered;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.EmbeddingShardRequested;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Model;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.contracts.testing.Chain;
import io.modicum.contracts.testing.RealParts;
import io.modicum.contracts.testing.StoredObjects;
import io.modicum.inference.embedding.TinyBackbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service between a real broker and a real store. Image i of 20 is of colour i mod 3. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class InferenceServiceTest {

  private static final int POOL = 15;
  private static final int TEST = 5;
  private static final int CLASSES = 3;
  private static final int SIDE = 4;
  private static final int SHARD = 8;

  @Inject ObjectStore store;

  @TestHTTPResource("/q/metrics")
  URI metrics;

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
    packDataset();
  }

  @AfterEach
  void disconnect() {
    chain.close();
  }

  @Test
  void embedsShardByShardAndCommitsTheWholeOnce() {
    BackboneReady backbone = pretrained();

    chain.send(backbone);

    EmbeddingsReady ready = embeddings(1).get(0);
    assertThat(ready.manifest()).isEqualTo(ObjectKeys.embeddings(backbone.backbone(), dataset));
    Manifest<Embeddings> whole = Manifest.read(store, ready.manifest(), Embeddings.class);
    assertThat(whole.content())
        .isEqualTo(
            new Embeddings(
                POOL + TEST,
                3,
                false,
                List.of(
                    new Embeddings.Shard(0, 8),
                    new Embeddings.Shard(8, 8),
                    new Embeddings.Shard(16, 4))));
    assertThat(npy(whole.part(Embeddings.features(2))).floats())
        .containsExactly(0, 216, 0, 0, 0, 217, 218, 0, 0, 0, 219, 0);

    chain.send(backbone);

    assertThat(embeddings(2)).containsExactly(ready, ready);
    assertThat(Manifest.read(store, ready.manifest(), Embeddings.class)).isEqualTo(whole);
    assertThat(ended("embed", 2)).containsExactly("COMPUTED", "REUSED");
  }

  @Test
  void predictsFromFrozenFeaturesAndFewLabels() {
    chain.send(pretrained());
    embeddings(1);
    label(0, 1, 2, 3, 4, 5);

    chain.send(
        new LabelsCompleted(
            campaign, dataset, Mode.SELF_SUPERVISED, 0, ObjectKeys.labels(campaign, 0)));

    PredictionsReady ready =
        chain.hear(PredictionsReady.class, 1, event -> event.campaign().equals(campaign)).get(0);
    assertThat(ready.accuracy()).isEqualTo(1);
    assertThat(ready.labels()).isEqualTo(6);
    Manifest<Predictions> manifest = Manifest.read(store, ready.manifest(), Predictions.class);
    assertThat(manifest.content().perClass()).hasSize(CLASSES);
    Npy probabilities = npy(manifest.part(Predictions.PROBABILITIES));
    assertThat(probabilities.shape()).containsExactly(POOL, CLASSES);
    assertThat(npy(manifest.part("weights.npy")).shape()).containsExactly(CLASSES, 3);
    assertThat(npy(manifest.part(Predictions.COMMITTEE_WEIGHTS)).shape())
        .containsExactly(2, CLASSES, 3);
    assertThat(npy(manifest.part(Predictions.COMMITTEE_BIAS)).shape()).containsExactly(2, CLASSES);
    assertThat(manifest.content().head()).contains(new Predictions.Head(0.1, 1));
    assertThat(mostProbable(probabilities.floats()))
        .isEqualTo(IntStream.range(0, POOL).map(i -> i % CLASSES).toArray());
  }

  @Test
  void tellsTheAccuracyOnHeldOutLabels() {
    chain.send(pretrained());
    embeddings(1);
    label(IntStream.range(0, POOL).toArray());

    chain.send(
        new LabelsCompleted(
            campaign, dataset, Mode.SELF_SUPERVISED, 0, ObjectKeys.labels(campaign, 0)));

    PredictionsReady ready =
        chain.hear(PredictionsReady.class, 1, event -> event.campaign().equals(campaign)).get(0);
    assertThat(Manifest.read(store, ready.manifest(), Predictions.class).content().heldOut())
        .contains(new Predictions.HeldOut(1, POOL));
  }

  @Test
  void learnsFromWhatTheClassifierBeforeWasSureOfWhereTheSelectionSaysSo() {
    chain.send(pretrained());
    embeddings(1);
    float[] takesBlueForGreen = new float[POOL * CLASSES];
    Arrays.fill(takesBlueForGreen, 1f / CLASSES);
    for (int blue = 2; blue < POOL; blue += CLASSES) {
      System.arraycopy(new float[] {0, 1, 0}, 0, takesBlueForGreen, blue * CLASSES, CLASSES);
    }
    objects.commit(
        ObjectKeys.predictions(campaign, 0),
        new Predictions(0, 2, 0.5, List.of()),
        List.of(
            objects.put(Predictions.PROBABILITIES, Npy.encode(takesBlueForGreen, POOL, CLASSES))));
    labelCycle(1, OptionalDouble.of(0.05), 0, 1, 3, 4, 6, 7, 9, 10, 12, 13);

    chain.send(
        new LabelsCompleted(
            campaign, dataset, Mode.SELF_SUPERVISED, 1, ObjectKeys.labels(campaign, 1)));

    PredictionsReady ready =
        chain.hear(PredictionsReady.class, 1, event -> event.campaign().equals(campaign)).get(0);
    Manifest<Predictions> manifest = Manifest.read(store, ready.manifest(), Predictions.class);
    float[] probabilities = npy(manifest.part(Predictions.PROBABILITIES)).floats();
    assertThat(probabilities[0]).as("red is red").isGreaterThan(0.9f);
    assertThat(probabilities[2 * CLASSES + 1]).as("blue is green").isGreaterThan(0.9f);
    assertThat(manifest.inputs())
        .contains(ObjectKeys.selection(campaign, 1), ObjectKeys.predictions(campaign, 0));
  }

  @Test
  void predictsWithTheLogitsOfANetworkTrainedFromScratch() {
    specify(Mode.FROM_SCRATCH);
    label(0, 1, 2);
    BackboneId id = new BackboneId("scratch-" + UUID.randomUUID());
    BackboneReady backbone =
        commitBackbone(Mode.FROM_SCRATCH, id, TinyBackbone.channelMeansAsLogits(), SIDE);

    chain.send(backbone);

    PredictionsReady ready =
        chain.hear(PredictionsReady.class, 1, event -> event.campaign().equals(campaign)).get(0);
    assertThat(ready.mode()).isEqualTo(Mode.FROM_SCRATCH);
    assertThat(ready.accuracy()).isEqualTo(1);
    assertThat(ready.labels()).isEqualTo(3);
  }

  @Test
  void tellsHowFarANetworkTrainedFromScratchIsFromTheOneBefore() throws Exception {
    CampaignSpecification specification = specify(Mode.FROM_SCRATCH);
    label(0, 1, 2);
    BackboneId before = ContentAddress.scratchBackbone(specification, labelled(0));
    chain.send(
        commitBackbone(Mode.FROM_SCRATCH, before, TinyBackbone.channelMeansAsLogits(), SIDE));
    chain.hear(PredictionsReady.class, 1, event -> event.campaign().equals(campaign));
    labelCycle(1, OptionalDouble.empty(), 0, 1, 2, 3);
    BackboneId now = ContentAddress.scratchBackbone(specification, labelled(1));
    commitBackbone(Mode.FROM_SCRATCH, now, TinyBackbone.channelMeansAsLogits(), SIDE);

    chain.send(
        new BackboneReady(campaign, dataset, Mode.FROM_SCRATCH, 1, now, ObjectKeys.backbone(now)));

    List<StageProgressed> ended =
        chain.hear(
            StageProgressed.class,
            1,
            event ->
                event.subject().equals(campaign.value())
                    && event.stage().equals("predict")
                    && event.cycle() == 1
                    && event.state() == StageProgressed.State.COMPUTED);
    assertThat(ended.get(0).metrics().get("embeddingDrift")).isCloseTo(0, within(1e-9));
    assertThat(exposed()).contains("modicum_embedding_drift_ratio_count 1.0");
  }

  @Test
  void tellsTheDeviceAsAMetric() throws Exception {
    assertThat(exposed())
        .containsPattern(
            "modicum_device_info\\{device=\"(cpu|gpu\\(\\d\\))\",engine=\"ONNX Runtime\",version=\"\\d[^\"]*\"\\} 1");
  }

  @Test
  void exportsTheFinishedClassifierOnce() {
    chain.send(pretrained());
    embeddings(1);
    label(0, 1, 2, 3, 4, 5);
    chain.send(
        new LabelsCompleted(
            campaign, dataset, Mode.SELF_SUPERVISED, 0, ObjectKeys.labels(campaign, 0)));
    chain.hear(PredictionsReady.class, 1, event -> event.campaign().equals(campaign));
    CampaignCompleted completed = new CampaignCompleted(campaign, 0, 6, 1, "budget spent");

    chain.send(completed);
    chain.send(completed);

    assertThat(ended("export-model", 2)).containsExactlyInAnyOrder("COMPUTED", "REUSED");
    Manifest<Model> manifest =
        Manifest.read(store, ObjectKeys.modelManifest(campaign), Model.class);
    assertThat(manifest.content()).isEqualTo(new Model(0, 6, 1, List.of("red", "green", "blue")));
    assertThat(manifest.part(Model.ONNX).key()).isEqualTo(ObjectKeys.model(campaign));
  }

  @Test
  void makesABackboneOfAUsersNetworkOnceAndEmbedsImagesOfAnySizeWithIt() {
    specify(Mode.SELF_SUPERVISED);
    BackboneRegistered registered = register(TinyBackbone.channelMeans());

    chain.send(registered);
    chain.send(registered);

    BackboneChecked checked = new BackboneChecked(registered.backbone(), backboneKey(registered));
    assertThat(
            chain.hear(
                BackboneChecked.class, 2, event -> event.backbone().equals(registered.backbone())))
        .containsExactly(checked, checked);
    assertThat(ended(registered.subject(), "check-backbone", 2))
        .containsExactly("COMPUTED", "REUSED");
    assertThat(Manifest.read(store, checked.manifest(), Backbone.class).content())
        .isEqualTo(new Backbone(3, Backbone.ANY_SIZE, Backbone.ANY_SIZE, false));

    chain.send(
        new BackboneReady(
            campaign, dataset, Mode.SELF_SUPERVISED, 0, registered.backbone(), checked.manifest()));

    Manifest<Embeddings> whole =
        Manifest.read(store, embeddings(1).get(0).manifest(), Embeddings.class);
    assertThat(npy(whole.part(Embeddings.features(2))).floats())
        .containsExactly(0, 216, 0, 0, 0, 217, 218, 0, 0, 0, 219, 0);
  }

  @Test
  void saysWhyAUsersNetworkCannotBeABackbone() {
    BackboneRegistered registered = register("no network".getBytes(StandardCharsets.UTF_8));

    chain.send(registered);

    StageFailed failed =
        chain
            .hear(StageFailed.class, 1, event -> event.subject().equals(registered.subject()))
            .get(0);
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.stage()).isEqualTo("check-backbone");
    assertThat(failed.reason()).startsWith("network: is no ONNX file");
    assertThat(store.find(backboneKey(registered))).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithABackboneThatDoesNotFitTheImages() {
    specify(Mode.SELF_SUPERVISED);
    BackboneId id = new BackboneId("simsiam-" + UUID.randomUUID());

    chain.send(commitBackbone(Mode.SELF_SUPERVISED, id, TinyBackbone.channelMeans(), SIDE + 1));

    StageFailed failed =
        chain.hear(StageFailed.class, 1, event -> event.subject().equals(campaign.value())).get(0);
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.stage()).isEqualTo("embed");
    assertThat(failed.reason()).containsPattern("must be uint8 \\[[48], 3, 5, 5\\]");
    byte[] dead =
        chain
            .values(
                "embedding-shard-requested.dlq",
                1,
                value -> new String(value, StandardCharsets.UTF_8).contains(campaign.value()))
            .get(0);
    assertThat(Json.read("dead", dead, EmbeddingShardRequested.class).backbone()).isEqualTo(id);
  }

  @Test
  void saysOfWhichImageABackboneMakesNoNumbers() {
    specify(Mode.SELF_SUPERVISED);
    BackboneId id = new BackboneId("mine-" + UUID.randomUUID());

    chain.send(
        commitBackbone(
            Mode.SELF_SUPERVISED, id, TinyBackbone.logarithmsOfChannelMeans(), Backbone.ANY_SIZE));

    StageFailed failed =
        chain.hear(StageFailed.class, 1, event -> event.subject().equals(campaign.value())).get(0);
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.stage()).isEqualTo("embed");
    assertThat(failed.reason())
        .startsWith("backbone " + id + ": gives image ")
        .contains("features that are no finite numbers; add a small constant");
  }

  @Test
  void saysOfWhichImageANetworkTrainedFromScratchMakesNoNumbers() {
    specify(Mode.FROM_SCRATCH);
    BackboneId id = new BackboneId("scratch-" + UUID.randomUUID());

    chain.send(
        commitBackbone(
            Mode.FROM_SCRATCH, id, TinyBackbone.logarithmsOfChannelMeansAsLogits(), SIDE));

    StageFailed failed =
        chain.hear(StageFailed.class, 1, event -> event.subject().equals(campaign.value())).get(0);
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.reason())
        .startsWith("backbone " + id + ": gives image ")
        .endsWith("its training diverged, start a campaign with a lower learning rate");
    assertThat(store.list("embeddings/" + id + "/")).noneMatch(key -> key.endsWith(".json"));
  }

  @Test
  void takesAllClassesForAsProbableAsLongAsNoImageHasALabel() {
    chain.send(pretrained());
    embeddings(1);
    label();

    chain.send(
        new LabelsCompleted(
            campaign, dataset, Mode.SELF_SUPERVISED, 0, ObjectKeys.labels(campaign, 0)));

    PredictionsReady ready =
        chain.hear(PredictionsReady.class, 1, event -> event.campaign().equals(campaign)).get(0);
    assertThat(ready.labels()).isZero();
    Manifest<Predictions> manifest = Manifest.read(store, ready.manifest(), Predictions.class);
    float[] even = new float[POOL * CLASSES];
    Arrays.fill(even, 1f / CLASSES);
    assertThat(npy(manifest.part(Predictions.PROBABILITIES)).floats()).containsExactly(even);
    assertThat(manifest.content().heldOut()).isEmpty();
    chain.send(new CampaignCompleted(campaign, 0, 0, ready.accuracy(), "budget spent"));
    assertThat(ended("export-model", 1)).containsExactly("COMPUTED");
  }

  @Test
  void isSureOfTheOnlyClassThatHasLabels() {
    chain.send(pretrained());
    embeddings(1);
    label(1, 4, 7, 10);

    chain.send(
        new LabelsCompleted(
            campaign, dataset, Mode.SELF_SUPERVISED, 0, ObjectKeys.labels(campaign, 0)));

    PredictionsReady ready =
        chain.hear(PredictionsReady.class, 1, event -> event.campaign().equals(campaign)).get(0);
    assertThat(ready.labels()).isEqualTo(4);
    Manifest<Predictions> manifest = Manifest.read(store, ready.manifest(), Predictions.class);
    float[] green = new float[POOL * CLASSES];
    IntStream.range(0, POOL).forEach(image -> green[image * CLASSES + 1] = 1);
    assertThat(npy(manifest.part(Predictions.PROBABILITIES)).floats()).containsExactly(green);
    chain.send(new CampaignCompleted(campaign, 0, 4, ready.accuracy(), "budget spent"));
    assertThat(ended("export-model", 1)).containsExactly("COMPUTED");
  }

  @Test
  void putsGarbageIntoTheDeadLetterTopicAndGoesOn() {
    String garbage = "garbage " + UUID.randomUUID();

    chain.send("labels-completed", "k", garbage.getBytes(StandardCharsets.UTF_8));

    chain.values(
        "labels-completed.dlq",
        1,
        value -> new String(value, StandardCharsets.UTF_8).equals(garbage));
    chain.send(pretrained());
    assertThat(embeddings(1)).hasSize(1);
  }

  private String exposed() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private LabelledSet labelled(int cycle) {
    return Manifest.read(store, ObjectKeys.labels(campaign, cycle), LabelledSet.class).content();
  }

  private BackboneRegistered register(byte[] network) {
    BackboneId id = new BackboneId("mine-" + UUID.randomUUID());
    store.put(ObjectKeys.network(id), network, "application/octet-stream");
    return new BackboneRegistered(id, "mine", ObjectKeys.network(id), "", List.of(), List.of());
  }

  private static String backboneKey(BackboneRegistered registered) {
    return ObjectKeys.backbone(registered.backbone());
  }

  private BackboneReady pretrained() {
    CampaignSpecification specification = specify(Mode.SELF_SUPERVISED);
    return commitBackbone(
        Mode.SELF_SUPERVISED,
        ContentAddress.pretrainedBackbone(specification),
        TinyBackbone.channelMeans(),
        SIDE);
  }

  private BackboneReady commitBackbone(Mode mode, BackboneId id, byte[] onnx, int side) {
    String key = ObjectKeys.backbone(id);
    boolean logits = mode == Mode.FROM_SCRATCH;
    objects.commit(
        key, new Backbone(3, side, side, logits), List.of(objects.put(Backbone.ONNX, onnx)));
    return new BackboneReady(campaign, dataset, mode, 0, id, key);
  }

  private CampaignSpecification specify(Mode mode) {
    CampaignSpecification specification =
        new CampaignSpecification(
            "tiny",
            dataset,
            mode,
            Optional.empty(),
            null,
            null,
            null,
            new ClassifierSettings(ClassifierSettings.Kind.LOGISTIC_REGRESSION, 0, 2),
            null,
            null,
            List.of(Budget.of(6)),
            null,
            null,
            null,
            1);
    store.put(ObjectKeys.specification(campaign), Json.bytes(specification), "application/json");
    return specification;
  }

  private void packDataset() {
    int images = POOL + TEST;
    List<Part> parts = new ArrayList<>();
    List<Dataset.Shard> shards = new ArrayList<>();
    for (int first = 0; first < images; first += SHARD) {
      int count = Math.min(SHARD, images - first);
      byte[] pixels = new byte[count * 3 * SIDE * SIDE];
      for (int i = 0; i < count; i++) {
        int start = (3 * i + (first + i) % CLASSES) * SIDE * SIDE;
        Arrays.fill(pixels, start, start + SIDE * SIDE, (byte) (200 + first + i));
      }
      String name = String.format(Locale.ROOT, "images-%05d.npy", shards.size());
      parts.add(objects.put(name, Npy.encode(pixels, count, 3, SIDE, SIDE)));
      shards.add(new Dataset.Shard(name, first, count));
    }
    int[] labels = IntStream.range(0, images).map(i -> i % CLASSES).toArray();
    parts.add(objects.put(Dataset.LABELS, Npy.encode(labels, images)));
    objects.commit(
        ObjectKeys.dataset(dataset),
        new Dataset(
            "colours",
            List.of("red", "green", "blue"),
            SIDE,
            SIDE,
            POOL,
            TEST,
            shards,
            List.of(.5, .5, .5),
            List.of(.2, .2, .2)),
        parts);
  }

  private void label(int... images) {
    labelCycle(0, OptionalDouble.empty(), images);
  }

  private void labelCycle(int cycle, OptionalDouble pseudoLabelsBelow, int... images) {
    objects.commit(
        ObjectKeys.selection(campaign, cycle),
        new Selection(cycle, "random", Optional.empty(), pseudoLabelsBelow, List.of()),
        List.of());
    objects.commit(
        ObjectKeys.labels(campaign, cycle),
        new LabelledSet(
            cycle,
            Arrays.stream(images)
                .mapToObj(i -> new LabelledSet.Label(i, i % CLASSES, 0, List.of("ada"), 1))
                .toList()),
        List.of());
  }

  private List<EmbeddingsReady> embeddings(int wanted) {
    return chain.hear(EmbeddingsReady.class, wanted, event -> event.campaign().equals(campaign));
  }

  private List<String> ended(String stage, int wanted) {
    return ended(campaign.value(), stage, wanted);
  }

  private List<String> ended(String subject, String stage, int wanted) {
    return chain
        .hear(
            StageProgressed.class,
            wanted,
            event ->
                event.subject().equals(subject)
                    && event.stage().equals(stage)
                    && event.state() != StageProgressed.State.RUNNING)
        .stream()
        .map(event -> event.state().name())
        .toList();
  }

  private Npy npy(Part part) {
    return Npy.decode(part.key(), store.get(part.key()));
  }

  private static int[] mostProbable(float[] probabilities) {
    return IntStream.range(0, probabilities.length / CLASSES)
        .map(
            row ->
                IntStream.range(0, CLASSES)
                    .reduce(
                        0,
                        (best, k) ->
                            probabilities[row * CLASSES + k] > probabilities[row * CLASSES + best]
                                ? k
                                : best))
        .toArray();
  }
}
