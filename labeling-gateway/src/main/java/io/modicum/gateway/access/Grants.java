package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The roles that somebody has.
 *
 * @param everywhere those that count in every campaign
 * @param within the one that counts in the campaign of this id
 */
record Grants(Set<Role> everywhere, Map<String, Role> within) {

  Grants {
    everywhere = Set.copyOf(everywhere);
    within = Map.copyOf(within);
  }

  /** The role of a key that is limited to campaigns, which nothing widens. */
  static Grants limited(Role role, Collection<CampaignId> campaigns) {
    return new Grants(
        Set.of(),
        campaigns.stream().collect(Collectors.toMap(CampaignId::value, campaign -> role)));
  }

  /**
   * The roles of somebody and of their memberships. An annotator works where they are a member; the
   * other roles count everywhere.
   */
  static Grants of(Set<Role> roles, Map<String, Role> memberships) {
    return new Grants(
        roles.stream().filter(role -> role != Role.ANNOTATOR).collect(Collectors.toSet()),
        memberships);
  }

  /** Returns whether any of the needed roles is there in a campaign. */
  boolean allow(CampaignId campaign, Role... needed) {
    return grant(everywhere, needed)
        || (within.containsKey(campaign.value())
            && grant(Set.of(within.get(campaign.value())), needed));
  }

  /** Returns the campaigns in which any of the needed roles is there. */
  VisibleCampaigns where(Role... needed) {
    return new VisibleCampaigns(
        grant(everywhere, needed),
        within.entrySet().stream()
            .filter(grant -> grant(Set.of(grant.getValue()), needed))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
  }

  private static boolean grant(Set<Role> held, Role... needed) {
    return held.stream().anyMatch(role -> Arrays.stream(needed).anyMatch(role::includes));
  }
}
