package io.modicum.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.CampaignId;
import java.util.OptionalDouble;

/**
 * A campaign ended as it should.
 *
 * @param cycle its last cycle
 * @param labels images that people were asked for and labelled
 * @param accuracy as in {@code Predictions}
 * @param reason why it ended, e.g. {@code budget spent}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CampaignCompleted(
    CampaignId campaign, int cycle, int labels, OptionalDouble accuracy, String reason)
    implements CampaignEvent {

  @Override
  public int cycleOrNone() {
    return cycle;
  }
}
