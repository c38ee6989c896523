package io.modicum.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.modicum.contracts.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden files pin what is on the wire, and the AsyncAPI document tells the truth about it. */
class WireFormatTest {

  private static final JsonNode DOCUMENT = document();

  static Stream<Topic<?>> topics() {
    return Topic.all().stream();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void anEventIsWrittenAndReadAsItsGoldenFile(Topic<?> topic) throws IOException {
    byte[] golden = resource("/golden/" + topic.name() + ".json");
    Event sample = sample(topic);

    assertThat(new ObjectMapper().readTree(Json.bytes(sample)))
        .isEqualTo(new ObjectMapper().readTree(golden));
    assertThat(Json.read(topic.name(), golden, topic.event())).isEqualTo(sample);
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
  void theDocumentHasTheRecordsFieldsAndNothingMore(Topic<?> topic) {
    List<RecordComponent> components = List.of(topic.event().getRecordComponents());
    JsonNode payload = message(topic).path("payload");

    assertThat(names(payload.path("properties")))
        .containsExactlyElementsOf(components.stream().map(RecordComponent::getName).toList());
    assertThat(payload.path("required"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(components.stream().map(RecordComponent::getName).toList());
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
                    .map(constant -> new ObjectMapper().valueToTree(constant).asText())
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
    if (type == double.class) {
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
