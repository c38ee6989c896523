package io.modicum.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.testing.StoredObjects;
import io.modicum.local.part.LocalParts;
import io.modicum.local.process.ChildJvm;
import io.modicum.local.process.Ports;
import io.modicum.local.service.Readiness;
import io.modicum.local.service.SealingKeyFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Several labelling gateways, each a process of its own, on one broker, store and database; their
 * neighbours are played.
 */
final class LabelingGateways implements AutoCloseable {

  static final List<String> CLASSES = List.of("cat", "dog", "frog", "horse", "ship");

  private static final String ADMIN_KEY = "modicum_first_" + "0123456789abcdef".repeat(4);

  /** What an acquisition service would have published. */
  private static final FunctionCatalogue FUNCTIONS =
      new FunctionCatalogue(
          "test",
          List.of(new FunctionDescription("random", "At random.", "", Set.of(), List.of())));

  private static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root = Path.of(System.getProperty("modicum.root"));
  private final Path logs;
  private final LocalParts parts;
  private final String sealingKey;
  private final List<Integer> ports;
  private final List<Integer> managementPorts;
  private final List<ChildJvm> gateways = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectStore store;
  private final StoredObjects objects;

  private LabelingGateways(Path folder, LocalParts parts, int gateways) throws IOException {
    this.logs = folder.resolve("logs");
    this.parts = parts;
    this.sealingKey = SealingKeyFile.readOrCreate(folder);
    this.ports = freePorts(gateways);
    this.managementPorts = freePorts(gateways);
    this.store = ModicumSystem.store(parts.addresses());
    this.objects = new StoredObjects(store);
  }

  /** Starts so many gateways and returns when all are ready. */
  static LabelingGateways start(Path folder, int gateways)
      throws IOException, InterruptedException {
    LocalParts parts =
        LocalParts.start(
            Path.of(System.getProperty("modicum.root"), "deploy/local/target/modicum-local.jar"),
            folder.resolve("data"),
            folder.resolve("logs"));
    LabelingGateways system = new LabelingGateways(folder, parts, gateways);
    system.store.ensureBucket();
    system.store.put(ObjectKeys.acquisitionFunctions(), Json.bytes(FUNCTIONS), "application/json");
    for (int gateway = 0; gateway < gateways; gateway++) {
      system.gateways.add(system.launch(gateway));
      system.awaitReady(gateway);
    }
    return system;
  }

  private static List<Integer> freePorts(int number) throws IOException {
    List<Integer> ports = new ArrayList<>();
    while (ports.size() < number) {
      ports.add(Ports.free());
    }
    return List.copyOf(ports);
  }

  private ChildJvm launch(int gateway) throws IOException {
    List<String> options =
        new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    parts.addresses().settings().forEach((name, value) -> options.add("-D" + name + "=" + value));
    options.add("-Dquarkus.http.host=127.0.0.1");
    options.add("-Dmodicum.gateway.requests-per-second=10000");
    options.add("-Dmodicum.gateway.private-ranges=127.0.0.0/8");
    options.add("-Dmodicum.webhooks.timeout=" + WEBHOOK_TIMEOUT.toSeconds() + "s");
    options.add("-Dquarkus.http.port=" + ports.get(gateway));
    options.add("-Dquarkus.management.host=127.0.0.1");
    options.add("-Dquarkus.management.port=" + managementPorts.get(gateway));
    return ChildJvm.startService(
        "gateway-" + gateway,
        logs,
        root.resolve("labeling-gateway/target/quarkus-app"),
        options,
        Map.of("MODICUM_GATEWAY_FIRST_KEY", ADMIN_KEY, "MODICUM_GATEWAY_SECRET_KEYS", sealingKey));
  }

  private void awaitReady(int gateway) throws IOException, InterruptedException {
    ChildJvm process = gateways.get(gateway);
    URI management = address(managementPorts.get(gateway));
    if (!new Readiness().within(PATIENCE, management, () -> requireAlive(process))) {
      throw new IOException("gateway " + gateway + " is not ready; see " + process.log());
    }
  }

  private static void requireAlive(ChildJvm process) throws IOException {
    if (!process.isAlive()) {
      throw new IOException(process.name() + " ended by itself; see " + process.log());
    }
  }

  List<URI> addresses() {
    return ports.stream().map(LabelingGateways::address).toList();
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Kills a gateway with SIGKILL. */
  void kill(int gateway) {
    gateways.get(gateway).kill();
  }

  /** Starts a killed gateway anew and returns when it is ready. */
  void restart(int gateway) throws IOException, InterruptedException {
    gateways.set(gateway, launch(gateway));
    awaitReady(gateway);
  }

  /** Kills every process of the database with SIGKILL, and starts it anew. */
  void crashDatabase() throws IOException, InterruptedException {
    parts.crashDatabase();
  }

  /** Registers a webhook and returns its address in the API. */
  String webhook(URI receiver) throws IOException, InterruptedException {
    JsonNode webhook =
        send("/api/v1/webhooks", "application/json", "{\"url\": \"" + receiver + "\"}");
    return "/api/v1/webhooks/" + webhook.path("id").asLong();
  }

  /** Starts a campaign that asks for the labels of so many images, and returns when it does. */
  CampaignId campaign(int images) throws IOException, InterruptedException {
    DatasetId dataset =
        new DatasetId(
            send("/api/v1/datasets?name=load", "application/octet-stream", "load " + Instant.now())
                .path("id")
                .asText());
    int[] labels =
        IntStream.range(-images, CLASSES.size()).map(label -> Math.max(-1, label)).toArray();
    objects.commit(
        ObjectKeys.dataset(dataset),
        new Dataset(
            "load",
            CLASSES,
            1,
            1,
            images,
            CLASSES.size(),
            List.of(),
            List.of(.5, .5, .5),
            List.of(1., 1., 1.)),
        List.of(objects.put(Dataset.LABELS, Npy.encode(labels, labels.length))));
    announce(new DatasetReady(dataset, ObjectKeys.dataset(dataset)));
    ModicumSystem.await(
        () -> get("/api/v1/datasets/" + dataset),
        view -> ModicumSystem.state(view).equals("ready"));
    CampaignId campaign =
        new CampaignId(
            send(
                    "/api/v1/campaigns",
                    "application/json",
                    String.format(
                        Locale.ROOT,
                        ("{\"dataset\": \"%s\", \"budgets\": [\"%d\"],"
                            + " \"acquisition\": \"random\", \"initial\": \"random\"}"),
                        dataset,
                        images))
                .path("id")
                .asText());
    objects.commit(
        ObjectKeys.selection(campaign, 0),
        new Selection(
            0,
            "random",
            IntStream.range(0, images).mapToObj(i -> new Selection.Pick(i, 0, "")).toList()),
        List.of());
    announce(new LabelsRequested(campaign, dataset, 0, ObjectKeys.selection(campaign, 0), images));
    ModicumSystem.await(
        () -> get("/api/v1/campaigns/" + campaign),
        view -> ModicumSystem.state(view).equals("waiting-for-labels"));
    return campaign;
  }

  private void announce(Event event) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", parts.addresses().kafka()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(Topic.of(event.getClass()).name(), event.key(), Json.bytes(event)));
    }
  }

  /** Makes API keys for so many annotators of a campaign. */
  List<String> annotatorKeys(CampaignId campaign, int people)
      throws IOException, InterruptedException {
    List<String> keys = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      String key =
          "{\"name\": \"%s\", \"role\": \"annotator\", \"campaigns\": [\"%s\"]}"
              .formatted(AnnotatorCrowd.name(person), campaign);
      keys.add(send("/api/v1/keys", "application/json", key).path("secret").asText());
    }
    return keys;
  }

  /** Returns the labelled set that a campaign's gateways announced, once they have. */
  LabelledSet labelled(CampaignId campaign) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    String topic = Topic.of(LabelsCompleted.class).name();
    while (Instant.now().isBefore(deadline)) {
      List<ConsumerRecord<String, byte[]>> announced =
          ModicumSystem.records(parts.addresses(), campaign.value());
      announced.removeIf(heard -> !heard.topic().equals(topic));
      if (!announced.isEmpty()) {
        LabelsCompleted event = Json.read(topic, announced.get(0).value(), LabelsCompleted.class);
        return Manifest.read(store, event.labels(), LabelledSet.class).content();
      }
      Thread.sleep(200);
    }
    throw new AssertionError("the labels of " + campaign + " were not announced");
  }

  /** Returns all that the audit tells of a campaign. */
  List<JsonNode> audit(CampaignId campaign) throws IOException, InterruptedException {
    List<JsonNode> entries = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get("/api/v1/campaigns/" + campaign + "/audit?limit=200" + cursor);
      page.path("items").forEach(entries::add);
      cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
    } while (!cursor.isEmpty());
    return entries;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(addresses().get(0).resolve(path)));
  }

  private JsonNode send(String path, String contentType, String body)
      throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(addresses().get(0).resolve(path))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body)));
  }

  private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    request.header("Authorization", "Bearer " + ADMIN_KEY);
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    gateways.forEach(ChildJvm::close);
    parts.close();
  }
}
