package io.modicum.gateway.exchange.format;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.modicum.contracts.failure.InvalidInput;
import java.io.IOException;
import java.io.OutputStream;

/** JSON of other tools, of which we know a part. */
public final class JsonText {

  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  private JsonText() {}

  /** Returns what writes one value per line. */
  public static SequenceWriter lines(OutputStream out) throws IOException {
    return MAPPER.writer().withRootValueSeparator("\n").writeValues(out);
  }

  /** Returns a value as text; empty where there is none. */
  public static String text(JsonNode value) {
    return value.isNull() ? "" : value.asText();
  }

  /**
   * @throws InvalidInput if the line is no object
   * @throws JacksonException if it is no JSON
   */
  public static JsonNode line(String line) throws JacksonException {
    JsonNode read = MAPPER.readTree(line);
    if (!read.isObject()) {
      throw new InvalidInput("row", "must be one JSON object");
    }
    return read;
  }
}
