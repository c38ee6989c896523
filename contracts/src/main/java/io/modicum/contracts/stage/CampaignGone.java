package io.modicum.contracts.stage;

import io.modicum.contracts.campaign.CampaignId;

/** The campaign that asked for some work was deleted, so nobody waits for it: no failure. */
public final class CampaignGone extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CampaignGone(CampaignId campaign) {
    super("campaign " + campaign + " was deleted");
  }
}
