package io.modicum.gateway.openapi;

import io.modicum.contracts.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Makes an example of each schema: what the file gives for the schema or its fields, and for fields
 * of other schemas the examples of these. So each fact stands once, however many answers show it.
 */
final class SchemaExamples {

  private static final String FILE = "/openapi-examples.json";
  private static final String COMPONENT = "#/components/schemas/";
  private static final String MOMENT = "2026-05-04T09:30:00Z";

  private final Map<String, Object> given;
  private final Map<String, Schema> components;

  SchemaExamples(Map<String, Schema> components) {
    this.components = components;
    this.given = read();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read() {
    try (InputStream file = SchemaExamples.class.getResourceAsStream(FILE)) {
      return Json.read(FILE, file.readAllBytes(), Map.class);
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  /** Returns an example of a component, or empty if the file says too little of it. */
  Optional<Object> component(String name) {
    Object example = given.get(name);
    if (example != null && !(example instanceof Map)) {
      return Optional.of(example);
    }
    Schema schema = components.get(name);
    return example == null && schema.getProperties() == null
        ? of(schema)
        : Optional.of(object(schema, example instanceof Map<?, ?> fields ? fields : Map.of()));
  }

  /** Returns an example of any schema, or empty if nothing is known of it. */
  Optional<Object> of(Schema schema) {
    if (schema.getRef() != null) {
      return component(schema.getRef().substring(COMPONENT.length()));
    }
    if (schema.getAllOf() != null) {
      return of(schema.getAllOf().get(0));
    }
    if (schema.getEnumeration() != null) {
      return Optional.of(schema.getEnumeration().get(0));
    }
    if (schema.getItems() != null) {
      return of(schema.getItems()).map(List::of);
    }
    return "date-time".equals(schema.getFormat()) ? Optional.of(MOMENT) : Optional.empty();
  }

  /** A field that the file gives as null is left out. */
  private Map<String, Object> object(Schema schema, Map<?, ?> fields) {
    Map<String, Object> example = new LinkedHashMap<>();
    Map<String, Schema> properties =
        schema.getProperties() == null ? Map.of() : schema.getProperties();
    properties.forEach(
        (name, property) -> {
          if (!fields.containsKey(name)) {
            of(property).ifPresent(value -> example.put(name, value));
          } else if (fields.get(name) != null) {
            example.put(name, fields.get(name));
          }
        });
    return example;
  }
}
