package io.modicum.contracts.event;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;

/**
 * A campaign begins.
 *
 * @param specification object key of its {@code CampaignSpecification}
 */
public record CampaignStarted(
    CampaignId campaign, DatasetId dataset, Mode mode, String specification)
    implements CampaignEvent {}
