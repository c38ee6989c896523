package io.modicum.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.LabelledSet.Label;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.Part;
import io.modicum.contracts.testing.Chain;
import io.modicum.contracts.testing.RealParts;
import io.modicum.contracts.testing.StoredObjects;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The gateway between a real broker, store and database, with its neighbours played by a test. */
@QuarkusTestResource(RealParts.class)
public abstract class GatewayTest {

  public static final int POOL = 12;
  public static final int TEST = 200;
  public static final int SIDE = 4;
  public static final List<String> CLASSES = List.of("apple", "pear", "plum");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject protected ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  protected String broker;

  @TestHTTPResource("/")
  protected URI root;

  @TestHTTPResource(value = "/", management = true)
  protected URI managementRoot;

  protected Api api;

  /** Where health and metrics are. */
  protected Api management;

  private final Map<String, Api> annotators = new ConcurrentHashMap<>();
  protected Chain chain;
  protected StoredObjects objects;

  @BeforeEach
  protected void connect() {
    store.ensureBucket();
    api = Api.admin(root);
    management = Api.admin(managementRoot).anonymous();
    chain = new Chain(broker);
    objects = new StoredObjects(store);
    store.put(ObjectKeys.acquisitionFunctions(), Json.bytes(functions()), "application/json");
  }

  /** What an acquisition service could have published. */
  private static FunctionCatalogue functions() {
    return new FunctionCatalogue(
        "acquisition-service 1",
        List.of(
            new FunctionDescription(
                "adaptive", "The right one.", "", Set.of(Need.FEATURES), List.of()),
            new FunctionDescription(
                "class-balanced", "Of each class.", "", Set.of(Need.TRUTH), List.of()),
            new FunctionDescription(
                "cover",
                "The most in reach.",
                "Yehuda et al. 2022",
                Set.of(Need.FEATURES),
                List.of(
                    Setting.automatic("radius", 0, 9, "how far it reaches"),
                    Setting.number("share", 0.5, 0, 1, "how many it wants"))),
            new FunctionDescription(
                "margin", "The closest.", "", Set.of(Need.PROBABILITIES), List.of()),
            new FunctionDescription("random", "At random.", "", Set.of(), List.of())));
  }

  @AfterEach
  protected void disconnect() {
    chain.close();
  }

  /** Uploads an archive that nobody has uploaded before. */
  protected JsonNode upload(String name) {
    byte[] archive = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    return api.send("/api/v1/datasets?name=" + name, "application/octet-stream", archive).json();
  }

  /** Registers a dataset and packs it as the pretrain service would; image i is of class i % 3. */
  protected DatasetId readyDataset() {
    return readyDataset(IntStream.range(0, POOL).map(i -> i % CLASSES.size()).toArray());
  }

  protected DatasetId readyDataset(int... labels) {
    return readyDataset(labels, List.of());
  }

  /**
   * @param labels of the first images of the pool; the others have none. The test split has them
   *     all
   * @param more parts besides labels and pixels
   */
  protected DatasetId readyDataset(int[] labels, List<Part> more) {
    return readyDataset(CLASSES, POOL, labels, more);
  }

  protected DatasetId readyDataset(List<String> classes, int pool, int[] labels, List<Part> more) {
    return readyDataset(classes, pool, labels, more, List.of());
  }

  protected DatasetId readyDataset(
      List<String> classes,
      int pool,
      int[] labels,
      List<Part> more,
      List<Dataset.Skipped> skipped) {
    int[] all = IntStream.range(0, pool + TEST).map(image -> image % classes.size()).toArray();
    Arrays.fill(all, 0, pool, -1);
    System.arraycopy(labels, 0, all, 0, labels.length);
    return readyDataset(classes, pool, TEST, all, more, skipped);
  }

  /** Packs images without labels and without a test split. */
  protected DatasetId unlabelledDataset(int pool) {
    int[] labels = new int[pool];
    Arrays.fill(labels, -1);
    return readyDataset(List.of(), pool, 0, labels, List.of(), List.of());
  }

  /**
   * @param labels of the pool and then of the test split
   * @param more parts besides labels and pixels
   */
  protected DatasetId readyDataset(
      List<String> classes,
      int pool,
      int test,
      int[] labels,
      List<Part> more,
      List<Dataset.Skipped> skipped) {
    DatasetId dataset = new DatasetId(upload("fruit").path("id").asText());
    int half = pool / 2;
    objects.commit(
        ObjectKeys.dataset(dataset),
        new Dataset(
            "fruit",
            classes,
            SIDE,
            SIDE,
            pool,
            test,
            List.of(new Dataset.Shard("a", 0, half), new Dataset.Shard("b", half, half)),
            List.of(0.5, 0.5, 0.5),
            List.of(0.25, 0.25, 0.25),
            skipped),
        Stream.concat(
                Stream.of(
                    objects.put(Dataset.LABELS, Npy.encode(labels, labels.length)),
                    objects.put("a", Npy.encode(pixels(0, half), half, 3, SIDE, SIDE)),
                    objects.put("b", Npy.encode(pixels(half, half), half, 3, SIDE, SIDE))),
                more.stream())
            .toList());
    chain.send(new DatasetReady(dataset, ObjectKeys.dataset(dataset)));
    await(() -> dataset(dataset), view -> state(view).equals("ready"));
    return dataset;
  }

  /** Returns images whose every value tells image and place. */
  private static byte[] pixels(int first, int count) {
    byte[] pixels = new byte[count * 3 * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (first * 3 * SIDE * SIDE + i);
    }
    return pixels;
  }

  protected CampaignId campaign(DatasetId dataset, String fields) {
    Api.Answer started =
        api.post("/api/v1/campaigns", "{'dataset': '" + dataset + "', " + fields + "}");
    assertThat(started.status()).as(started.json().toString()).isEqualTo(201);
    return new CampaignId(started.json().path("id").asText());
  }

  /** Returns the gateway as an annotator of the campaign sees it. */
  protected Api annotator(String name, CampaignId campaign) {
    return annotators.computeIfAbsent(
        name + " of " + campaign,
        key ->
            api.withKey(
                "'name': '%s', 'role': 'annotator', 'campaigns': ['%s']"
                    .formatted(name, campaign)));
  }

  /** Asks for labels as the acquisition service would, the most wanted image first. */
  protected void request(CampaignId campaign, DatasetId dataset, int cycle, int... images) {
    select(campaign, cycle, images);
    chain.send(
        new LabelsRequested(
            campaign, dataset, cycle, ObjectKeys.selection(campaign, cycle), images.length));
  }

  /** Leaves a selection in the store. */
  protected void select(CampaignId campaign, int cycle, int... images) {
    objects.commit(
        ObjectKeys.selection(campaign, cycle),
        new Selection(
            cycle,
            "margin",
            Arrays.stream(images).mapToObj(image -> new Pick(image, 1, "why " + image)).toList()),
        List.of());
  }

  /** Tells the accuracy of a cycle as the inference service would. */
  protected void predicted(
      CampaignId id, DatasetId dataset, int cycle, int labels, double accuracy) {
    predicted(
        id,
        dataset,
        new Predictions(
            cycle, labels, accuracy, List.of(new Predictions.ClassReport("apple", 1, 0.5, 10))));
  }

  protected void predicted(CampaignId id, DatasetId dataset, Predictions predictions) {
    int cycle = predictions.cycle();
    objects.commit(ObjectKeys.predictions(id, cycle), predictions, List.of());
    chain.send(
        new PredictionsReady(
            id,
            dataset,
            Mode.SELF_SUPERVISED,
            cycle,
            ObjectKeys.predictions(id, cycle),
            predictions.labels(),
            predictions.accuracy()));
  }

  /** Starts a campaign that waits for the labels of some images. */
  protected CampaignId waiting(DatasetId dataset, String fields, int... images) {
    CampaignId campaign = campaign(dataset, fields);
    request(campaign, dataset, 0, images);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    return campaign;
  }

  /**
   * Tells as the inference service would, after the first cycle, that every image is a plum, half
   * sure.
   */
  protected void predictPlums(CampaignId campaign, DatasetId dataset) {
    float[] probabilities = new float[POOL * 3];
    for (int image = 0; image < POOL; image++) {
      probabilities[image * 3] = 0.25f;
      probabilities[image * 3 + 1] = 0.25f;
      probabilities[image * 3 + 2] = 0.5f;
    }
    String key = ObjectKeys.predictions(campaign, 0);
    objects.commit(
        key,
        new Predictions(0, 1, 0.5, List.of()),
        List.of(objects.put(Predictions.PROBABILITIES, Npy.encode(probabilities, POOL, 3))));
    chain.send(
        new PredictionsReady(
            campaign, dataset, Mode.SELF_SUPERVISED, 0, key, 1, OptionalDouble.of(0.5)));
  }

  protected Labeller labeller(String name, CampaignId campaign) {
    return new Labeller(annotator(name, campaign), campaign);
  }

  /** Returns a reviewer of the campaign, who is called rex. */
  protected Labeller reviewer(CampaignId campaign) {
    return new Labeller(
        api.withKey("'name': 'rex', 'role': 'reviewer', 'campaigns': ['%s']".formatted(campaign)),
        campaign);
  }

  /** Returns the images of a campaign that wait for a reviewer. */
  protected JsonNode contested(CampaignId campaign) {
    return api.get("/api/v1/campaigns/" + campaign + "/contested").json().path("items");
  }

  /** Returns the labels to learn from that the gateway announced, once. */
  protected List<Label> labelled(CampaignId campaign, int cycle) {
    return labelledSet(campaign, cycle).labels();
  }

  /** Returns the labelled set that the gateway announced, once. */
  protected LabelledSet labelledSet(CampaignId campaign, int cycle) {
    LabelsCompleted completed =
        chain
            .hear(
                LabelsCompleted.class,
                1,
                event -> event.campaign().equals(campaign) && event.cycle() == cycle)
            .get(0);
    assertThat(completed.labels()).isEqualTo(ObjectKeys.labels(campaign, cycle));
    return Manifest.read(store, completed.labels(), LabelledSet.class).content();
  }

  /** Listens to a campaign until the stream ends; returns once the first event is there. */
  public static Future<?> listen(Api listener, CampaignId campaign) throws InterruptedException {
    CountDownLatch heard = new CountDownLatch(1);
    Future<?> ended =
        CompletableFuture.runAsync(
            () -> {
              try (Stream<JsonNode> events =
                  listener.events("/api/v1/campaigns/" + campaign + "/events")) {
                events.forEach(event -> heard.countDown());
              }
            });
    assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
    return ended;
  }

  protected JsonNode dataset(DatasetId dataset) {
    return api.get("/api/v1/datasets/" + dataset).json();
  }

  protected JsonNode view(CampaignId campaign) {
    return api.get("/api/v1/campaigns/" + campaign).json();
  }

  /** Returns what Prometheus would read. */
  protected String metrics() {
    return new String(management.get("/q/metrics").bytes(), StandardCharsets.UTF_8);
  }

  public static String state(JsonNode view) {
    return view.path("state").asText();
  }

  public static <T> T await(Supplier<T> question, Predicate<T> fulfilled) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    T answer = question.get();
    while (!fulfilled.test(answer)) {
      assertThat(System.nanoTime()).as("in vain, last was " + answer).isLessThan(deadline);
      try {
        Thread.sleep(20);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
      answer = question.get();
    }
    return answer;
  }
}
