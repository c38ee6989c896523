package io.modicum.gateway.dataset;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.access.VisibleCampaigns;

/** The images that an annotator may look at. */
public interface ShownImages {

  /**
   * Returns whether an image is leased to an annotator, or was answered by them, in one of the
   * campaigns.
   */
  boolean contain(DatasetId dataset, int image, String annotator, VisibleCampaigns campaigns);
}
