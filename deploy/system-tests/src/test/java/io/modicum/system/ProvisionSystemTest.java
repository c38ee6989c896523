package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modicum.contracts.event.Topic;
import io.modicum.local.part.LocalParts;
import io.modicum.local.part.PartAddresses;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

/** The command that the Helm chart and the Compose file start before the services. */
class ProvisionSystemTest {

  private static final Path ROOT = Path.of(System.getProperty("modicum.root"));

  @Test
  void makesTopicsAndBucketFromAPackagedService() throws Exception {
    // Given
    Path folder = Path.of("target/systems/provision").toAbsolutePath();
    try (LocalParts parts =
        LocalParts.start(
            ROOT.resolve("deploy/local/target/modicum-local.jar"),
            folder.resolve("data"),
            folder.resolve("logs"))) {

      // When
      Process command = provision(parts.addresses(), folder.resolve("logs/provision.log"));

      // Then
      assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(command.exitValue()).isZero();
      try (Admin admin =
          Admin.create(
              Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, parts.addresses().kafka()))) {
        await()
            .untilAsserted(
                () ->
                    assertThat(admin.listTopics().names().get())
                        .containsAll(
                            Topic.all().stream()
                                .flatMap(topic -> Stream.of(topic.name(), topic.deadLetter()))
                                .toList()));
      }
      assertThat(ModicumSystem.store(parts.addresses()).list("")).isEmpty();
    }
  }

  private static Process provision(PartAddresses parts, Path log) throws Exception {
    String app = ROOT.resolve("labeling-gateway/target/quarkus-app").toString();
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                Stream.of("lib/boot", "lib/main", "quarkus")
                    .map(place -> app + "/" + place + "/*")
                    .reduce((left, right) -> left + ":" + right)
                    .orElseThrow(),
                "io.modicum.contracts.provision.Provision")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    command
        .environment()
        .putAll(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", parts.kafka(),
                "MODICUM_STORE_ENDPOINT", parts.store(),
                "MODICUM_STORE_ACCESS_KEY", parts.accessKey(),
                "MODICUM_STORE_SECRET_KEY", parts.secretKey()));
    return command.start();
  }
}
