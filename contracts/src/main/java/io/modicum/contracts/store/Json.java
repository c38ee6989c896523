package io.modicum.contracts.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.modicum.contracts.failure.InvalidInput;
import java.io.IOException;

/**
 * JSON as all our events and objects are written: fields in the order of the record and of maps in
 * that of their keys, so that equal values have equal bytes; unknown fields ignored, so that a
 * newer writer does not break an older reader.
 */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .addModule(new Jdk8Module())
          .build();

  private Json() {}

  /** Returns the UTF-8 JSON of a record. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException bug) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value, bug);
    }
  }

  /** Returns the JSON of a record as text. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException bug) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value, bug);
    }
  }

  /**
   * Reads a record.
   *
   * @param name what is read, for the message
   * @throws InvalidInput if it is not such a record; the message names the field
   */
  public static <T> T read(String name, byte[] json, Class<T> type) {
    return type.cast(read(name, json, MAPPER.constructType(type)));
  }

  static <C> Manifest<C> readManifest(String name, byte[] json, Class<C> content) {
    JavaType type = MAPPER.getTypeFactory().constructParametricType(Manifest.class, content);
    @SuppressWarnings("unchecked")
    Manifest<C> manifest = (Manifest<C>) read(name, json, type);
    return manifest;
  }

  private static Object read(String name, byte[] json, JavaType type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonMappingException invalid) {
      if (invalid.getCause() instanceof InvalidInput cause) {
        throw cause;
      }
      throw new InvalidInput(name, invalid.getOriginalMessage(), invalid);
    } catch (IOException invalid) {
      throw new InvalidInput(name, "is not JSON: " + invalid.getMessage(), invalid);
    }
  }
}
