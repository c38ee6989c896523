package io.modicum.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minio.MinioClient;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.store.MinioObjectStore;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.local.part.LocalParts;
import io.modicum.local.part.PartAddresses;
import io.modicum.local.service.Gateway;
import io.modicum.local.service.JvmLauncher;
import io.modicum.local.service.Launcher;
import io.modicum.local.service.LocalServices;
import io.modicum.local.service.LocalServices.Service;
import io.modicum.local.service.Readiness;
import io.modicum.local.service.SealingKeyFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A whole system of its own: fresh parts and the four services. */
final class ModicumSystem implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final LocalParts parts;
  private final LocalServices services;
  private final Gateway gateway;

  private final Readiness readiness = new Readiness();

  /** Metrics are long, and upgrades to HTTP/2 on the way of no use. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ModicumSystem(LocalParts parts, LocalServices services) {
    this.parts = parts;
    this.services = services;
    this.gateway = services.gateway();
  }

  static ModicumSystem start(Path folder) throws IOException, InterruptedException {
    return start(folder, Map.of());
  }

  /**
   * @param settings of all services
   */
  static ModicumSystem start(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("modicum.root"));
    return start(folder, parts(folder), settings, new JvmLauncher(root, folder.resolve("logs")));
  }

  /**
   * @param parts that {@link #parts} started; they end with the system
   * @param settings of all services
   */
  static ModicumSystem start(
      Path folder, LocalParts parts, Map<String, String> settings, Launcher launcher)
      throws IOException, InterruptedException {
    LocalServices services =
        new LocalServices(
            launcher,
            parts.addresses(),
            settings,
            SealingKeyFile.readOrCreate(folder.resolve("data")),
            false);
    services.startAll();
    return new ModicumSystem(parts, services);
  }

  /** Starts broker, store and database for a system in a folder. */
  static LocalParts parts(Path folder) throws IOException, InterruptedException {
    return LocalParts.start(
        Path.of(System.getProperty("modicum.root"), "deploy/local/target/modicum-local.jar"),
        folder.resolve("data"),
        folder.resolve("logs"));
  }

  Gateway gateway() {
    return gateway;
  }

  ObjectStore store() {
    return store(parts.addresses());
  }

  static ObjectStore store(PartAddresses addresses) {
    return new MinioObjectStore(
        MinioClient.builder()
            .endpoint(addresses.store())
            .credentials(addresses.accessKey(), addresses.secretKey())
            .region("us-east-1")
            .build(),
        "modicum");
  }

  /** Registers an archive and returns the dataset's id once it is packed. */
  String packed(String name, Path archive) throws IOException, InterruptedException {
    String id = gateway.register(name, archive).path("id").asText();
    await(() -> gateway.dataset(id), dataset -> state(dataset).equals("ready"));
    return id;
  }

  /** Starts a campaign. */
  Campaign campaign(ObjectNode specification) throws IOException, InterruptedException {
    return new Campaign(this, gateway.start(specification).path("id").asText());
  }

  /** Returns the campaign when it has come to its end. */
  JsonNode completed(String campaign) throws IOException, InterruptedException {
    return await(() -> gateway.campaign(campaign), view -> state(view).equals("completed"));
  }

  /**
   * Kills a service with SIGKILL as soon as the campaign's stage is under way, and starts it anew.
   */
  void killDuring(String campaign, String stage, Service service)
      throws IOException, InterruptedException {
    await(
        () -> gateway.campaign(campaign),
        view -> {
          for (JsonNode running : view.path("stages")) {
            if (running.path("stage").asText().equals(stage)
                && running.path("state").asText().equals("running")) {
              return true;
            }
          }
          return false;
        });
    killAndRestart(service);
  }

  /**
   * Kills a service with SIGKILL as soon as there are objects under a prefix, and starts it anew.
   */
  void killOnceStored(String prefix, Service service) throws IOException, InterruptedException {
    awaitStored(prefix);
    killAndRestart(service);
  }

  /** Asks a service to end as soon as there are objects under a prefix, and starts it anew. */
  void stopOnceStored(String prefix, Service service) throws IOException, InterruptedException {
    awaitStored(prefix);
    services.stop(service);
    services.start(service);
    services.awaitReady(service);
  }

  private void awaitStored(String prefix) throws InterruptedException {
    ObjectStore store = store();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (store.list(prefix).isEmpty()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("nothing under " + prefix + " after " + PATIENCE);
      }
      Thread.sleep(20);
    }
  }

  private void killAndRestart(Service service) throws IOException, InterruptedException {
    services.kill(service);
    services.start(service);
    services.awaitReady(service);
  }

  /** Returns what the service has logged so far, line by line. */
  List<String> log(Service service) throws IOException {
    return Files.readAllLines(services.log(service));
  }

  /** Asks the service whether it is ready, as an orchestrator does, and returns the status. */
  int readiness(Service service) throws IOException, InterruptedException {
    return readiness.status(services.management(service));
  }

  PartAddresses addresses() {
    return parts.addresses();
  }

  /** Posts something to the gateway as an admin, and returns its answer. */
  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(services.address(Service.GATEWAY).resolve(path))
            .header("Authorization", "Bearer " + services.adminKey())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return new ObjectMapper()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
  }

  /** Ends broker, store and database, as if all were gone at once. */
  void stopParts() {
    parts.close();
  }

  /** Returns what the service exposes to Prometheus. */
  String metrics(Service service) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(services.management(service).resolve("/q/metrics")).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Returns what the topics of the chain hold about a campaign. */
  List<ConsumerRecord<String, byte[]>> records(String campaign) {
    return records(parts.addresses(), campaign);
  }

  static List<ConsumerRecord<String, byte[]>> records(PartAddresses addresses, String campaign) {
    Map<String, Object> settings = Map.of("bootstrap.servers", addresses.kafka());
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          Topic.all().stream()
              .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
              .map(part -> new TopicPartition(part.topic(), part.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    records.removeIf(heard -> !campaign.equals(heard.key()));
    return records;
  }

  /** Returns the trace to which a record says it belongs (W3C Trace Context, section 3.2). */
  static String trace(ConsumerRecord<String, byte[]> heard) {
    Header header = heard.headers().lastHeader("traceparent");
    return new String(header.value(), StandardCharsets.US_ASCII).split("-")[1];
  }

  static String state(JsonNode view) {
    return view.path("state").asText();
  }

  static JsonNode await(Question question, Predicate<JsonNode> fulfilled)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    JsonNode answer = null;
    while (Instant.now().isBefore(deadline)) {
      answer = question.ask();
      if (fulfilled.test(answer)) {
        return answer;
      }
      if (state(answer).equals("failed")) {
        throw new AssertionError("failed: " + answer);
      }
      Thread.sleep(50);
    }
    throw new AssertionError("in vain after " + PATIENCE + ": " + answer);
  }

  /** Something that the gateway can be asked. */
  @FunctionalInterface
  interface Question {
    JsonNode ask() throws IOException, InterruptedException;
  }

  @Override
  public void close() {
    services.close();
    parts.close();
  }
}
