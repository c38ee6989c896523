package io.modicum.system;

import static org.awaitility.Awaitility.await;

import io.modicum.contracts.event.Topic;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.testing.Chain;
import io.modicum.local.part.LocalParts;
import io.modicum.local.service.JvmLauncher;
import io.modicum.local.service.LocalServices;
import io.modicum.local.service.LocalServices.Service;
import io.modicum.local.service.SealingKeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/** Two processes of one service between parts of their own, without the other services. */
final class Replicas implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Service service;
  private final LocalParts parts;
  private final ObjectStore store;
  private final Chain chain;
  private final Admin admin;
  private final List<LocalServices> replicas = new ArrayList<>();

  private Replicas(Service service, LocalParts parts) {
    this.service = service;
    this.parts = parts;
    this.store = ModicumSystem.store(parts.addresses());
    this.chain = new Chain(parts.addresses().kafka());
    this.admin = Admin.create(Map.of("bootstrap.servers", parts.addresses().kafka()));
  }

  /**
   * Returns when both have their share of the service's topics.
   *
   * @param name of the folder for their data and logs
   * @param settings of both
   */
  static Replicas start(String name, Service service, Map<String, String> settings)
      throws Exception {
    Path systems = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
    Path folder = Files.createTempDirectory(systems, name);
    Path root = Path.of(System.getProperty("modicum.root"));
    LocalParts parts =
        LocalParts.start(
            root.resolve("deploy/local/target/modicum-local.jar"),
            folder.resolve("data"),
            folder.resolve("logs"));
    Replicas both = new Replicas(service, parts);
    for (String replica : List.of("one", "two")) {
      LocalServices process =
          new LocalServices(
              new JvmLauncher(root, folder.resolve("logs-" + replica)),
              parts.addresses(),
              settings,
              SealingKeyFile.readOrCreate(folder),
              false);
      both.replicas.add(process);
      process.start(service);
    }
    for (LocalServices replica : both.replicas) {
      replica.awaitReady(service);
    }
    int consumers = Topic.heardBy(service.toString()).size();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              ConsumerGroupDescription group = both.group();
              return group.groupState() == GroupState.STABLE
                  && group.members().size() == 2 * consumers;
            });
    return both;
  }

  private ConsumerGroupDescription group() throws Exception {
    String group = service.toString();
    return admin.describeConsumerGroups(List.of(group)).all().get().get(group);
  }

  LocalParts parts() {
    return parts;
  }

  ObjectStore store() {
    return store;
  }

  /** Returns the neighbours of the service. */
  Chain chain() {
    return chain;
  }

  List<LocalServices> both() {
    return replicas;
  }

  /** Returns how many events of a topic the service has done with, as the broker knows it. */
  long acknowledged(String topic) throws Exception {
    return admin
        .listConsumerGroupOffsets(service.toString())
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(committed -> committed.getKey().topic().equals(topic))
        .mapToLong(committed -> committed.getValue().offset())
        .sum();
  }

  @Override
  public void close() {
    admin.close();
    chain.close();
    replicas.forEach(LocalServices::close);
    parts.close();
  }
}
