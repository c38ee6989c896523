package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;

/** The campaigns that there are. */
public interface KnownCampaigns {

  boolean contain(CampaignId campaign);
}
