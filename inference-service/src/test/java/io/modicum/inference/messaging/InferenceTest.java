package io.modicum.inference.messaging;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.Budget;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.labels.KnownLabels;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.Part;
import io.modicum.contracts.testing.RealParts;
import io.modicum.contracts.testing.ServiceTest;
import io.modicum.contracts.testing.StoredObjects;
import io.modicum.inference.embedding.TinyBackbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** The service with a dataset of 20 images, of which image i is of colour i mod 3. */
@QuarkusTestResource(RealParts.class)
abstract class InferenceTest extends ServiceTest {

  static final int POOL = 15;
  static final int TEST = 5;
  static final int CLASSES = 3;
  static final int SIDE = 4;
  private static final int SHARD = 8;

  @TestHTTPResource("/q/metrics")
  URI metrics;

  StoredObjects objects;

  /** Has the pool of a self-supervised campaign embedded. */
  BackboneReady embeddedPool() {
    BackboneReady backbone = pretrained();
    chain.send(backbone);
    embeddings(1);
    return backbone;
  }

  LabelsCompleted labelsCompleted(int cycle) {
    return new LabelsCompleted(
        campaign, dataset, Mode.SELF_SUPERVISED, cycle, ObjectKeys.labels(campaign, cycle));
  }

  /** Returns what is announced of the campaign's predictions next. */
  PredictionsReady predicted() {
    return chain.hear(PredictionsReady.class, 1, event -> event.campaign().equals(campaign)).get(0);
  }

  Manifest<Predictions> predictions(PredictionsReady ready) {
    return Manifest.read(store, ready.manifest(), Predictions.class);
  }

  /** Returns why something of a campaign or backbone failed. */
  StageFailed failed(String subject) {
    return chain.hear(StageFailed.class, 1, event -> event.subject().equals(subject)).get(0);
  }

  String exposed() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Returns the class of each image of the pool that a cycle learns from. */
  int[] learntFrom(CampaignSpecification specification, int cycle) {
    String key = ObjectKeys.labels(campaign, cycle);
    return KnownLabels.read(
            store, Manifest.read(store, ObjectKeys.dataset(dataset), Dataset.class), specification)
        .learntFrom(key, Manifest.read(store, key, LabelledSet.class).content());
  }

  BackboneReady pretrained() {
    CampaignSpecification specification = specify(Mode.SELF_SUPERVISED);
    return commitBackbone(
        Mode.SELF_SUPERVISED,
        ContentAddress.pretrainedBackbone(specification),
        TinyBackbone.channelMeans(),
        SIDE);
  }

  BackboneReady commitBackbone(Mode mode, BackboneId id, byte[] onnx, int side) {
    String key = ObjectKeys.backbone(id);
    boolean logits = mode == Mode.FROM_SCRATCH;
    objects.commit(
        key, new Backbone(3, side, side, logits), List.of(objects.put(Backbone.ONNX, onnx)));
    return new BackboneReady(campaign, dataset, mode, 0, id, key);
  }

  CampaignSpecification specify(Mode mode) {
    return specify(mode, ClassifierSettings.DEFAULT.withCommittee(2));
  }

  CampaignSpecification specify(Mode mode, ClassifierSettings classifier) {
    CampaignSpecification specification =
        CampaignSpecification.on(dataset)
            .name("tiny")
            .mode(mode)
            .classifier(classifier)
            .budgets(List.of(Budget.of(6)))
            .seed(1)
            .build();
    store.put(ObjectKeys.specification(campaign), Json.bytes(specification), "application/json");
    return specification;
  }

  @BeforeEach
  void packDataset() {
    objects = new StoredObjects(store);
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

  void label(int... images) {
    labelCycle(0, OptionalDouble.empty(), images);
  }

  void labelCycle(int cycle, OptionalDouble pseudoLabelsBelow, int... images) {
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

  List<EmbeddingsReady> embeddings(int wanted) {
    return chain.hear(EmbeddingsReady.class, wanted, event -> event.campaign().equals(campaign));
  }

  List<String> ended(String stage, int wanted) {
    return ended(campaign.value(), stage, wanted);
  }

  List<String> ended(String subject, String stage, int wanted) {
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

  Npy npy(Part part) {
    return Npy.decode(part.key(), store.get(part.key()));
  }
}
