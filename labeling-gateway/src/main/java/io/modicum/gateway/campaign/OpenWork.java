package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import java.util.Collection;
import java.util.Map;

/** How much there is to do in campaigns for whoever looks at them. */
public interface OpenWork {

  /**
   * Returns by campaign how many images an annotator holds or would get if they asked, at least: of
   * more than a thousand that want answers, the most wanted ones are not looked at.
   */
  Map<CampaignId, Integer> forAnnotator(String annotator, Collection<CampaignId> campaigns);

  /** Returns by campaign how many images wait for a reviewer. */
  Map<CampaignId, Integer> contested(Collection<CampaignId> campaigns);
}
