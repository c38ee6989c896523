package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.http.Problem;

/** The campaign that a path names. */
public final class CampaignPath {

  private CampaignPath() {}

  /** Returns the id, or refuses the request where no campaign can have it. */
  public static CampaignId idOf(String id) {
    try {
      return new CampaignId(id);
    } catch (InvalidInput noId) {
      throw unknown(id);
    }
  }

  public static Problem.Refusal unknown(String id) {
    return Problem.of(404, "there is no campaign '" + id + "'").refusal();
  }
}
