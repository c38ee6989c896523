package io.modicum.contracts.testing;

import io.modicum.local.part.LocalParts;
import io.modicum.local.part.PartAddresses;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real broker, store and database for tests: containers where a Docker engine answers that has
 * their images or gets them, else the local parts. They are started once per JVM and end with it.
 */
public final class RealParts implements QuarkusTestResourceLifecycleManager {

  private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.1.2");
  private static final DockerImageName STORE =
      DockerImageName.parse("minio/minio:RELEASE.2025-09-07T16-13-09Z");
  private static final DockerImageName DATABASE = DockerImageName.parse("postgres:17");

  private static PartAddresses shared;

  /** Returns where they are, having started them if need be. */
  public static synchronized PartAddresses addresses() {
    if (shared == null) {
      shared = dockerAnswers() && dockerHasImages() ? containers() : local();
    }
    return shared;
  }

  @Override
  public Map<String, String> start() {
    return new HashMap<>(addresses().settings());
  }

  @Override
  public void stop() {
    // Other test classes of this JVM go on with them.
  }

  private static boolean dockerAnswers() {
    boolean mayAnswer =
        System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    return mayAnswer && DockerClientFactory.instance().isDockerAvailable();
  }

  /** Whether it has them already or its registry gives them. */
  private static boolean dockerHasImages() {
    for (DockerImageName image : List.of(KAFKA, STORE, DATABASE)) {
      try {
        new RemoteDockerImage(image).get();
      } catch (Exception unreachable) {
        System.out.println(
            "[WARNING] Docker gets no "
                + image
                + ", so tests take the local broker, store and database: "
                + unreachable.getMessage());
        return false;
      }
    }
    return true;
  }

  private static PartAddresses containers() {
    KafkaContainer kafka = new KafkaContainer(KAFKA);
    MinIOContainer store = new MinIOContainer(STORE);
    PostgreSQLContainer database = new PostgreSQLContainer(DATABASE);
    Startables.deepStart(kafka, store, database).join();
    return new PartAddresses(
        kafka.getBootstrapServers(),
        store.getS3URL(),
        store.getUserName(),
        store.getPassword(),
        database.getJdbcUrl(),
        database.getUsername(),
        database.getPassword());
  }

  private static PartAddresses local() {
    Path jar = Path.of(System.getProperty("modicum.root"), "deploy/local/target/modicum-local.jar");
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "parts-");
      LocalParts parts = LocalParts.start(jar, folder, folder.resolve("logs"));
      Runtime.getRuntime().addShutdownHook(new Thread(parts::close));
      return parts.addresses();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the parts started", interrupted);
    }
  }
}
