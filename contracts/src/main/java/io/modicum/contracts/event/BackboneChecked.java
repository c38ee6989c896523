package io.modicum.contracts.event;

import io.modicum.contracts.campaign.BackboneId;

/**
 * A registered backbone passed its check; campaigns can use it.
 *
 * @param manifest object key of its manifest, a {@code Manifest<Backbone>}
 */
public record BackboneChecked(BackboneId backbone, String manifest) implements Event {

  @Override
  public String subject() {
    return backbone.value();
  }
}
