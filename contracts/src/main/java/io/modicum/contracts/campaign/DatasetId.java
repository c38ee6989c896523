package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one dataset: 1 to 80 lower-case letters, digits and hyphens. */
public record DatasetId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public DatasetId {
    Identifiers.requireValid("dataset", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
