package io.modicum.gateway.exchange;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.stage.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads the first annotation of each task of Label Studio's JSON array that was not skipped. */
final class LabelStudioReader implements LabelReader {

  @Override
  public void read(InputStream in, Consumer<ImportedRow> rows) throws IOException {
    long number = 0;
    try (JsonParser parser = JsonText.MAPPER.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new InvalidInput("body", "must be a JSON array of tasks, as Label Studio exports it");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        JsonNode task = parser.readValueAsTree();
        number++;
        if (isAnswered(task)) {
          rows.accept(ImportedRow.of(number, () -> labelled(task)));
        }
      }
    } catch (JacksonException broken) {
      rows.accept(JsonText.end(number + 1, broken));
    }
  }

  private static boolean isAnswered(JsonNode task) {
    for (JsonNode annotation : task.path("annotations")) {
      if (!annotation.path("was_cancelled").asBoolean()) {
        return true;
      }
    }
    return false;
  }

  private static ImageLabel labelled(JsonNode json) {
    JsonNode data = json.path("data");
    int image = ImageLabel.image(data.path("modicum_image"), data.path("image"));
    try {
      String label =
          JsonText.MAPPER.treeToValue(json, LabelStudio.Task.class).annotations().stream()
              .flatMap(annotation -> annotation.label().stream())
              .findFirst()
              .orElse("");
      return new ImageLabel(image, label);
    } catch (JacksonException noTask) {
      throw new InvalidInput("row", "is no task: " + noTask.getOriginalMessage(), noTask);
    }
  }
}
