package io.modicum.gateway.exchange.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.gateway.exchange.format.JsonText;
import java.io.IOException;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookEventTest {

  /** As Label Studio 1.23.2 tells that predictions were made annotations. */
  @Test
  void readsAnnotationsThatWereMadeTogether() throws IOException {
    // Given
    URL event = getClass().getResource("/label-studio-1.23.2/annotations-created.json");

    // When
    WebhookEvent read = JsonText.MAPPER.readValue(event, WebhookEvent.class);

    // Then
    assertThat(read.changes())
        .containsExactly(new AnnotationChange.Labelled(8, 4, "label-studio:1", "cats", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5
          null
          "text"
          {"id": "x", "task": 1, "result": [RESULT]}
          {"id": 5, "task": null, "result": [RESULT]}
          {"id": 5, "task": 1, "result": [RESULT, OTHER]}
          {"id": 5, "task": 1, "result": [{"type": "choices", "from_name": "label", "value": {"choices": ["\\u0000 \\uD800"]}}]}
          {"id": 5, "task": 1, "result": 7}
          {"id": 5, "task": 1, "result": [7, null, {"type": "choices", "from_name": "label", "value": 7}]}
          {"id": 5, "task": 1, "result": [{"type": "taxonomy", "from_name": "label", "value": {"taxonomy": [["a", "b"]]}}]}
          """)
  void takesTheOthersBesideAnOddOne(String odd) throws IOException {
    // Given
    String event =
        """
        {"action": "ANNOTATIONS_CREATED", "annotation": [ODD,
          {"id": 6, "task": {"id": 2}, "completed_by": {"id": 3, "email": "e"}, "result": [
            {"type": "choices", "from_name": "quality", "value": {"choices": ["blurred"]}},
            RESULT, {"type": "rating", "from_name": "stars", "value": {"rating": 3}}]}]}
        """
            .replace("ODD", odd)
            .replace("RESULT", choice("plum"))
            .replace("OTHER", choice("pear"));

    // When
    WebhookEvent read = JsonText.MAPPER.readValue(event, WebhookEvent.class);

    // Then
    assertThat(read.changes())
        .filteredOn(change -> !(change instanceof AnnotationChange.Invalid))
        .containsExactly(new AnnotationChange.Labelled(6, 2, "label-studio:3", "plum", false));
  }

  private static String choice(String name) {
    return "{\"type\": \"choices\", \"from_name\": \"label\", \"value\": {\"choices\": [\""
        + name
        + "\"]}}";
  }
}
