package io.modicum.gateway.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.modicum.contracts.stage.InvalidInput;
import java.io.IOException;
import java.io.OutputStream;

/** JSON of other tools, of which we know a part. */
final class JsonText {

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  private JsonText() {}

  /** Returns what writes one value per line. */
  static SequenceWriter lines(OutputStream out) throws IOException {
    return MAPPER.writer().withRootValueSeparator("\n").writeValues(out);
  }

  /**
   * Returns the row at which a file cannot be read any more.
   *
   * @throws IOException if the stream broke off, rather than what it says being broken
   */
  static ImportedRow end(long number, JacksonException broken) throws IOException {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException cut && !(cause instanceof JacksonException)) {
        throw cut;
      }
    }
    String message = "cannot be read from here on: " + broken.getOriginalMessage();
    return new ImportedRow.Unreadable(number, "row", message);
  }

  /**
   * @throws InvalidInput if the line is no JSON object
   */
  static JsonNode line(String line) {
    try {
      JsonNode read = MAPPER.readTree(line);
      if (read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException noJson) {
      throw new InvalidInput("row", "is not JSON: " + noJson.getOriginalMessage(), noJson);
    }
    throw new InvalidInput("row", "must be one JSON object");
  }
}
