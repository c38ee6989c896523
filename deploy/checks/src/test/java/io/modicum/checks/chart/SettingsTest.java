package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.modicum.checks.ServiceSettings;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The settings that the chart makes are those that services and job really read. */
class SettingsTest {

  private static final List<String> SERVICES =
      List.of("modicum-acquisition", "modicum-gateway", "modicum-inference", "modicum-pretrain");

  /** For use in other variables. */
  private static final Set<String> PARTS = Set.of("BROKER_USERNAME", "BROKER_PASSWORD");

  @ParameterizedTest
  @EnumSource
  void servicesReadWhatTheyAreGiven(Variant variant) {
    for (Deployment deployment : variant.manifests().all(Deployment.class)) {
      assertReads(container(deployment), container(deployment).getName());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theJobReadsWhatItIsGiven(Variant variant) {
    for (Job job : variant.manifests().all(Job.class)) {
      assertReads(job.getSpec().getTemplate().getSpec().getContainers().get(0), "labeling-gateway");
    }
  }

  private static void assertReads(Container container, String module) {
    assertThat(container.getEnv())
        .extracting(EnvVar::getName)
        .doesNotHaveDuplicates()
        .filteredOn(name -> !PARTS.contains(name))
        .isSubsetOf(ServiceSettings.of(module).variables());
  }

  @ParameterizedTest
  @EnumSource
  void servicesReadTheirPropertiesFiles(Variant variant) {
    for (Deployment deployment : variant.manifests().all(Deployment.class)) {
      assertThat(properties(variant, deployment).keySet())
          .filteredOn(name -> !name.equals("quarkus.oidc.tenant-enabled"))
          .isSubsetOf(ServiceSettings.of(container(deployment).getName()).names());
    }
  }

  @Test
  void takesSettingsOfTheUserAndItsOwn() {
    assertThat(properties(Variant.EVERYTHING_ELSE, "cheap-pretrain"))
        .containsOnly(
            Map.entry("modicum.training.device", "gpu"),
            Map.entry("modicum.training.snapshot-wait", "900s"),
            Map.entry("modicum.training.threads", "8"));
    assertThat(properties(Variant.EVERYTHING_ELSE, "cheap-gateway"))
        .containsOnly(
            Map.entry("modicum.gateway.requests-per-second", "50"),
            Map.entry("quarkus.oidc.tenant-enabled", "true"));
    assertThat(properties(Variant.KEDA, "modicum-packing"))
        .containsOnly(Map.entry("modicum.training.enabled", "false"));
    assertThat(properties(Variant.KEDA, "modicum-pretrain"))
        .containsEntry("modicum.packing.enabled", "false");
    assertThat(properties(Variant.GPU, "modicum-inference"))
        .containsOnly(Map.entry("modicum.embedding.device", "gpu"));
  }

  @ParameterizedTest
  @EnumSource
  void listensAndAsksForHealthWhereServicesDo(Variant variant) {
    for (Deployment deployment : variant.manifests().all(Deployment.class)) {
      Container container = container(deployment);
      ServiceSettings settings = ServiceSettings.of(container.getName());
      assertThat(container.getPorts())
          .extracting(port -> port.getContainerPort().toString())
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(settings.value("quarkus.http.port"), settings.managementPort())
                  .distinct()
                  .toList());
      assertThat(
              Stream.of(
                  container.getStartupProbe(),
                  container.getLivenessProbe(),
                  container.getReadinessProbe()))
          .allSatisfy(
              probe ->
                  assertThat(port(container, probe.getHttpGet().getPort().getStrVal()))
                      .isEqualTo(settings.managementPort()));
    }
  }

  private static String port(Container container, String name) {
    return container.getPorts().stream()
        .filter(port -> port.getName().equals(name))
        .map(port -> port.getContainerPort().toString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void exportsTracesToWhomIsNamedAndElseNone() {
    for (String service : SERVICES) {
      assertThat(properties(Variant.TRACING, service))
          .containsEntry(
              "quarkus.otel.exporter.otlp.endpoint", "https://otlp.example.org:4318/modicum")
          .containsEntry("quarkus.otel.exporter.otlp.protocol", "http/protobuf")
          .containsEntry("quarkus.otel.traces.sampler.arg", "0.1");
      assertThat(environment(Variant.TRACING, service))
          .containsEntry("QUARKUS_OTEL_EXPORTER_OTLP_HEADERS", "tracing/headers");
      assertThat(properties(Variant.EXTERNAL, service).keySet())
          .noneMatch(name -> name.startsWith("quarkus.otel."));
      assertThat(environment(Variant.EXTERNAL, service).keySet())
          .noneMatch(name -> name.startsWith("QUARKUS_OTEL_"));
    }
  }

  @Test
  void connectsToBrokerStoreAndDatabaseAsAsked() {
    assertThat(environment(Variant.SCRAM, "modicum-gateway"))
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "kafka.example.org:9094")
        .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
        .containsEntry("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512")
        .containsEntry("BROKER_PASSWORD", "kafka/secret")
        .containsEntry(
            "KAFKA_SASL_JAAS_CONFIG",
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"$(BROKER_USERNAME)\" password=\"$(BROKER_PASSWORD)\";")
        .containsEntry("KAFKA_SSL_TRUSTSTORE_TYPE", "PEM")
        .containsEntry("KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/modicum/kafka-ca/root.pem")
        .containsEntry("SSL_CERT_FILE", "/etc/modicum/store-ca/ca.crt")
        .containsEntry(
            "QUARKUS_DATASOURCE_JDBC_URL",
            "jdbc:postgresql://postgres.example.org:5432/modicum?sslmode=verify-ca"
                + "&sslrootcert=/etc/modicum/database-ca/ca.crt");
    assertThat(environment(Variant.MUTUAL_TLS, "modicum-pretrain"))
        .containsEntry("KAFKA_SSL_KEYSTORE_TYPE", "PEM")
        .containsEntry("KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN", "kafka-client/tls.crt")
        .containsEntry("KAFKA_SSL_KEYSTORE_KEY", "kafka-client/tls.key")
        .doesNotContainKey("KAFKA_SASL_MECHANISM");
    assertThat(environment(Variant.EXTERNAL, "modicum-gateway"))
        .containsEntry(
            "QUARKUS_DATASOURCE_JDBC_URL",
            "jdbc:postgresql://postgres.example.org:5432/modicum?sslmode=verify-full"
                + "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
    assertThat(environment(Variant.DEV, "modicum-inference"))
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "modicum-kafka:9092")
        .containsEntry("MODICUM_STORE_ENDPOINT", "http://modicum-store:9000")
        .doesNotContainKey("QUARKUS_DATASOURCE_JDBC_URL");
  }

  private static Map<String, String> environment(Variant variant, String deployment) {
    return container(variant.manifests().named(Deployment.class, deployment)).getEnv().stream()
        .collect(Collectors.toMap(EnvVar::getName, SettingsTest::value));
  }

  /** The value, or {@code secret/key} where it comes from. */
  private static String value(EnvVar variable) {
    return variable.getValueFrom() == null
        ? variable.getValue()
        : variable.getValueFrom().getSecretKeyRef().getName()
            + "/"
            + variable.getValueFrom().getSecretKeyRef().getKey();
  }

  private static Map<String, String> properties(Variant variant, String deployment) {
    return properties(variant, variant.manifests().named(Deployment.class, deployment));
  }

  private static Map<String, String> properties(Variant variant, Deployment deployment) {
    String name = deployment.getMetadata().getName();
    Properties properties = new Properties();
    try {
      properties.load(
          new StringReader(
              variant
                  .manifests()
                  .named(ConfigMap.class, name)
                  .getData()
                  .get("application.properties")));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(Function.identity(), properties::getProperty));
  }

  private static Container container(Deployment deployment) {
    List<Container> containers = deployment.getSpec().getTemplate().getSpec().getContainers();
    assertThat(containers).hasSize(1);
    return containers.get(0);
  }
}
