package io.modicum.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.modicum.contracts.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden files pin what is on the wire, a folder for each released version, and the AsyncAPI
 * document tells the truth about it. Files of a version that was released never change.
 */
class WireFormatTest {

  /** Every released version, oldest first, and last the one that is being made. */
  private static final List<String> VERSIONS = List.of("0.1.0");

  private static final String CURRENT = VERSIONS.get(VERSIONS.size() - 1);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode DOCUMENT = document();

  static Stream<Topic<?>> topics() {
    return Topic.all().stream();
  }

  /** Returns each golden file as its topic and version. */
  static Stream<Arguments> goldenFiles() {
    return topics()
        .flatMap(
            topic ->
                VERSIONS.stream()
                    .filter(version -> golden(topic, version).isPresent())
                    .map(version -> Arguments.of(topic, version)));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void anEventIsWrittenAndReadAsItsGoldenFile(Topic<?> topic) throws IOException {
    byte[] golden = golden(topic, CURRENT).orElseThrow();
    Event sample = sample(topic);

    assertThat(JSON.readTree(Json.bytes(sample))).isEqualTo(JSON.readTree(golden));
    assertThat(Json.read(topic.name(), golden, topic.event())).isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void whatAReleasedVersionWroteIsStillRead(Topic<?> topic, String version) {
    Event read = topic.read(golden(topic, version).orElseThrow());

    assertThat(read.subject()).isEqualTo(sample(topic).subject());
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void aReleasedVersionFindsAllThatItReads(Topic<?> topic, String version) throws IOException {
    JsonNode released = JSON.readTree(golden(topic, version).orElseThrow());
    JsonNode written = JSON.readTree(Json.bytes(sample(topic)));

    assertThat(missing("", released, written)).isEmpty();
  }

  @Test
  void aFieldThatWasRenamedRetypedOrRemovedIsMissed() throws IOException {
    JsonNode released =
        JSON.readTree(
            """
            {"cycle": 1, "of": {"labels": [3], "name": "a"}}
            """);
    JsonNode written =
        JSON.readTree(
            """
            {"round": 1, "of": {"labels": 3, "name": "b", "more": true}}
            """);

    assertThat(missing("", released, written)).containsExactly("/cycle", "/of/labels");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void theDocumentDescribesEachTopicAndItsDeadLetters(Topic<?> topic) {
    assertThat(DOCUMENT.at("/channels/" + topic.name() + "/address").asText())
        .isEqualTo(topic.name());
    assertThat(DOCUMENT.at("/channels/" + topic.name() + ".dlq/address").asText())
        .isEqualTo(topic.deadLetter());
    assertThat(message(topic).at("/name").asText()).isEqualTo(topic.cloudEventType());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void theDocumentHasTheRecordsFieldsAndNothingMore(Topic<?> topic) throws IOException {
    List<RecordComponent> components = List.of(topic.event().getRecordComponents());
    JsonNode payload = message(topic).path("payload");

    assertThat(names(payload.path("properties")))
        .containsExactlyElementsOf(components.stream().map(RecordComponent::getName).toList());
    assertThat(payload.path("required"))
        .as("what came later, or is not always there, is optional")
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            namesInTheFirstVersion(topic).stream().filter(isAlwaysThere(components)).toList());
    for (RecordComponent component : components) {
      JsonNode property = payload.path("properties").path(component.getName());
      assertThat(property.path("type").asText())
          .as(component.getName())
          .isEqualTo(schemaType(component.getType()));
      if (component.getType().isEnum()) {
        assertThat(property.path("enum"))
            .extracting(JsonNode::asText)
            .containsExactlyElementsOf(
                Arrays.stream(component.getType().getEnumConstants())
                    .map(constant -> JSON.valueToTree(constant).asText())
                    .toList());
      }
    }
  }

  @Test
  void theDocumentDescribesNoOtherTopic() {
    assertThat(names(DOCUMENT.path("channels")))
        .containsExactlyInAnyOrderElementsOf(
            Topic.all().stream()
                .flatMap(topic -> Stream.of(topic.name(), topic.deadLetter()))
                .toList());
  }

  /** Returns where {@code written} lacks a field of {@code released}, or has another type there. */
  private static List<String> missing(String path, JsonNode released, JsonNode written) {
    if (released.getNodeType() != written.getNodeType()) {
      return List.of(path);
    }
    return released.properties().stream()
        .flatMap(
            field ->
                missing(path + "/" + field.getKey(), field.getValue(), written.path(field.getKey()))
                    .stream())
        .toList();
  }

  private static Predicate<String> isAlwaysThere(List<RecordComponent> components) {
    return name ->
        components.stream()
            .noneMatch(c -> c.getName().equals(name) && c.getType() == OptionalDouble.class);
  }

  private static List<String> namesInTheFirstVersion(Topic<?> topic) throws IOException {
    byte[] first =
        VERSIONS.stream()
            .flatMap(version -> golden(topic, version).stream())
            .findFirst()
            .orElseThrow();
    return names(JSON.readTree(first));
  }

  private static Optional<byte[]> golden(Topic<?> topic, String version) {
    String name = "/golden/" + version + "/" + topic.name() + ".json";
    try (InputStream stream = WireFormatTest.class.getResourceAsStream(name)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static JsonNode message(Topic<?> topic) {
    return DOCUMENT.at("/components/messages/" + topic.name());
  }

  private static Event sample(Topic<?> topic) {
    return Samples.all().stream()
        .filter(event -> event.getClass() == topic.event())
        .findFirst()
        .orElseThrow();
  }

  private static String schemaType(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "integer";
    }
    if (type == double.class || type == OptionalDouble.class) {
      return "number";
    }
    if (type == boolean.class) {
      return "boolean";
    }
    if (type == List.class) {
      return "array";
    }
    return type == java.util.Map.class ? "object" : "string";
  }

  private static List<String> names(JsonNode node) {
    return StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
        .toList();
  }

  private static JsonNode document() {
    try {
      return new YAMLMapper().readTree(resource("/META-INF/modicum/asyncapi.yaml"));
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = WireFormatTest.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return stream.readAllBytes();
    }
  }
}
