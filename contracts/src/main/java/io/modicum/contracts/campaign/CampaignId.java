package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one campaign: 1 to 80 lower-case letters, digits and hyphens. */
public record CampaignId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CampaignId {
    Identifiers.requireValid("campaign", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
