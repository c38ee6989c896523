package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one backbone: 1 to 80 lower-case letters, digits and hyphens. */
public record BackboneId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public BackboneId {
    Identifiers.requireValid("backbone", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
