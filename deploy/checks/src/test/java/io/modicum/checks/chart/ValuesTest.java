package io.modicum.checks.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart's values: what they may be, and what is said of them. */
class ValuesTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-zA-Z.]+)` \\| (?:`(.*)`)? \\| (.+) \\|$");

  @Test
  void documentsEveryValueWithItsDefault() throws IOException {
    // When
    Map<String, String> documented = new LinkedHashMap<>();
    ROW.matcher(Files.readString(Variant.CHART.resolve("README.md")))
        .results()
        .forEach(row -> documented.put(row.group(1), text(row)));

    // Then
    Map<String, String> defaults = new LinkedHashMap<>();
    leaves("", values(), schema(), defaults);
    assertThat(documented).containsExactlyEntriesOf(defaults);
  }

  @Test
  void describesEveryValueInTheSchemaAndAllowsNoOther() throws IOException {
    Set<String> inSchema = new TreeSet<>();
    properties("", schema(), inSchema);
    Map<String, String> defaults = new LinkedHashMap<>();
    leaves("", values(), schema(), defaults);

    // Helm itself adds "global".
    inSchema.remove("global");
    assertThat(inSchema).isEqualTo(new TreeSet<>(defaults.keySet()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kafka.protocl                    | SSL        | protocl
          gateway.resources.limit          | 2Gi        | limit
          inference.replicas               | many       | replicas
          kafka.protocol                   | TLS        | 'SASL_SSL'
          kafka.bootstrapServers           | kafka      | bootstrapServers
          database.sslMode                 | on         | 'verify-full'
          store.endpoint                   | minio:9000 | endpoint
          store.bucket                     | Modicum    | bucket
          gateway.firstKey.value           | geheim     | 'firstKey'
          gateway.autoscaling.type         | keda       | 'hpa'
          pretrain.scratchSize             | much       | scratchSize
          image.tag                        | a:b        | tag
          dev.kafkaImage                   | kafka      | kafkaImage
          tracing.endpoint                 | otlp:4317  | endpoint
          tracing.protocol                 | zipkin     | 'http/protobuf'
          tracing.share                    | 1.5        | share
          tracing.share                    | all        | share
          tracing.headers.value            | a=b        | 'headers'
          image.tag                        | latest     | image.tag must name a version
          """)
  void refusesWhatCannotBeAndSaysWhere(String path, String value, String said) {
    assertThatThrownBy(() -> Variant.EXTERNAL.render(Map.of(path, value)))
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kafka.bootstrapServers      | ''        | kafka.bootstrapServers must name the brokers
          store.endpoint              | ''        | store.endpoint must be the address
          store.existingSecret        | ''        | store.existingSecret must name a secret
          database.host               | ''        | database.host must be the host
          database.existingSecret     | ''        | database.existingSecret must name a secret
          kafka.protocol              | SASL_SSL  | kafka.sasl.existingSecret must name a secret
          kafka.topics.createdBy      | strimzi   | kafka.topics.strimziCluster must name
          ingress.enabled             | true      | ingress.host must be the name
          httpRoute.enabled           | true      | httpRoute.parentRefs must name the Gateway
          """)
  void saysWhatIsMissing(String path, String value, String said) {
    assertThatThrownBy(() -> Variant.EXTERNAL.render(Map.of(path, value)))
        .hasMessageContaining(said);
  }

  /** The default as the table shows it. */
  private static String text(MatchResult row) {
    return row.group(2) == null ? "" : row.group(2);
  }

  private static JsonNode values() throws IOException {
    return new YAMLMapper().readTree(Variant.CHART.resolve("values.yaml").toFile());
  }

  private static JsonNode schema() throws IOException {
    return new ObjectMapper().readTree(Variant.CHART.resolve("values.schema.json").toFile());
  }

  /** Collects paths and defaults of what the schema does not take apart any further. */
  private static void leaves(
      String path, JsonNode value, JsonNode schema, Map<String, String> found) {
    if (!schema.has("properties")) {
      found.put(path, value.isTextual() ? value.asText() : json(value));
      return;
    }
    value
        .properties()
        .forEach(
            entry ->
                leaves(
                    join(path, entry.getKey()),
                    entry.getValue(),
                    schema.path("properties").path(entry.getKey()),
                    found));
  }

  private static String json(JsonNode value) {
    return value.toString().replace(":", ": ").replace(",", ", ");
  }

  private static void properties(String path, JsonNode schema, Set<String> found) {
    if (!schema.has("properties")) {
      assertThat(schema.path("description").asText()).as("description of %s", path).isNotBlank();
      found.add(path);
      return;
    }
    assertThat(schema.path("additionalProperties").isBoolean())
        .as("%s allows no further values", path)
        .isTrue();
    assertThat(schema.path("additionalProperties").asBoolean()).isFalse();
    schema
        .path("properties")
        .properties()
        .forEach(entry -> properties(join(path, entry.getKey()), entry.getValue(), found));
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
