package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.http.Problem;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Holds requests to {@link InCampaign}. Whoever may not know of a campaign is told nothing of it.
 */
class CampaignGate {

  private final Access access;

  CampaignGate(Access access) {
    this.access = access;
  }

  @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
  void check(ResourceInfo resource, UriInfo address) {
    InCampaign needed = resource.getResourceMethod().getAnnotation(InCampaign.class);
    if (needed == null) {
      return;
    }
    String id = address.getPathParameters().getFirst("id");
    CampaignId campaign = CampaignPath.idOf(id);
    if (!access.visible().includes(campaign)) {
      throw CampaignPath.unknown(id);
    }
    if (!access.allows(campaign, needed.value())) {
      throw Problem.of(
              403,
              "this takes the role %s in campaign '%s'; an admin gives it with PUT /api/v1/campaigns/%s/members/%s"
                  .formatted(names(needed.value()), id, id, access.principal()))
          .refusal();
    }
  }

  private static String names(Role... roles) {
    return Arrays.stream(roles).map(Role::text).collect(Collectors.joining(" or "));
  }
}
