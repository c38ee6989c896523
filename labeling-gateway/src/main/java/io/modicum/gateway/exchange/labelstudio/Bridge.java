package io.modicum.gateway.exchange.labelstudio;

import io.modicum.contracts.campaign.CampaignId;

/**
 * A Label Studio project that a campaign is labelled in.
 *
 * @param url of Label Studio
 * @param project its number there
 * @param sealedToken of a user who may import into it, as it is stored
 * @param version grows with each change
 * @param problem why tasks could not be sent, or an annotation not be taken, last; empty if all is
 *     well
 * @param passedOver annotations that could not be taken, and tasks that the project refuses
 * @param lastPassedOver which was the last of these, and why; empty if there is none
 */
record Bridge(
    CampaignId campaign,
    String url,
    long project,
    String sealedToken,
    long version,
    String problem,
    long passedOver,
    String lastPassedOver) {}
