package io.modicum.gateway.http;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.modicum.contracts.campaign.Budget;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says without Java's words what a JSON value should have been. */
final class JsonMismatch {

  private static final ObjectMapper NAMES = new ObjectMapper();

  private JsonMismatch() {}

  static String message(MismatchedInputException mismatched) {
    if (mismatched.getPath().isEmpty()) {
      return "must be one JSON object with nothing after it";
    }
    if (mismatched instanceof InvalidNullException) {
      return "must not be null";
    }
    Class<?> type = mismatched.getTargetType();
    String wanted = "must be " + (type == null ? "another value" : wanted(type));
    return mismatched instanceof InvalidFormatException invalid
        ? wanted + ", was '" + invalid.getValue() + "'"
        : wanted;
  }

  private static String wanted(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> NAMES.valueToTree(constant).asText())
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    if (type == Double.class || type == double.class) {
      return "a number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Budget.class) {
      return "a count such as 20 or a percentage such as \"0.2%\"";
    }
    if (type == String.class || isText(type)) {
      return "a text";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  /** Whether values of a record type are written as the text that they hold. */
  private static boolean isText(Class<?> type) {
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getAccessor)
            .anyMatch(part -> part.isAnnotationPresent(JsonValue.class));
  }
}
