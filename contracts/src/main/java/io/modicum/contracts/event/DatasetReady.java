package io.modicum.contracts.event;

import io.modicum.contracts.campaign.DatasetId;

/**
 * A dataset is packed.
 *
 * @param manifest object key of its manifest, a {@code Manifest<Dataset>}
 */
public record DatasetReady(DatasetId dataset, String manifest) implements Event {

  @Override
  public String subject() {
    return dataset.value();
  }
}
