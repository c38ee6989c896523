package io.modicum.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.modicum.contracts.campaign.CampaignId;

/** What a webhook is told: the data of a message. */
public sealed interface Notice {

  CampaignId campaign();

  @JsonIgnore
  WebhookEvent event();

  /**
   * A cycle asks people for labels.
   *
   * @param images how many
   */
  record LabelsRequested(CampaignId campaign, int cycle, int images) implements Notice {
    @Override
    public WebhookEvent event() {
      return WebhookEvent.LABELS_REQUESTED;
    }
  }

  /**
   * Every image of a cycle has its label.
   *
   * @param labels images in the labelled set, of all cycles so far
   */
  record CycleCompleted(CampaignId campaign, int cycle, int labels) implements Notice {
    @Override
    public WebhookEvent event() {
      return WebhookEvent.CYCLE_COMPLETED;
    }
  }

  /**
   * A campaign has ended as it should.
   *
   * @param outcome why it ended
   */
  record CampaignCompleted(CampaignId campaign, String outcome) implements Notice {
    @Override
    public WebhookEvent event() {
      return WebhookEvent.CAMPAIGN_COMPLETED;
    }
  }
}
