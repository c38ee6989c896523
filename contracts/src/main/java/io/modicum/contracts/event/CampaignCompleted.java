package io.modicum.contracts.event;

import io.modicum.contracts.campaign.CampaignId;

/**
 * A campaign ended as it should.
 *
 * @param cycle its last cycle
 * @param labels images in the labelled set
 * @param accuracy share of the test split predicted right, in [0, 1]
 * @param reason why it ended, e.g. {@code budget spent}
 */
public record CampaignCompleted(
    CampaignId campaign, int cycle, int labels, double accuracy, String reason)
    implements CampaignEvent {

  @Override
  public int cycleOrNone() {
    return cycle;
  }
}
