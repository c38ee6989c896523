package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who makes the request, and what they may do. */
@RequestScoped
public class Access {

  /** Attribute of identities that are limited to campaigns, in place of roles. */
  static final String LIMITED_GRANTS = "modicum.limited-grants";

  private final SecurityIdentity identity;
  private final MemberTable members;
  private Grants grants;

  Access(SecurityIdentity identity, MemberTable members) {
    this.identity = identity;
    this.members = members;
  }

  /** Returns the name under which people know whoever makes the request. */
  public String principal() {
    return identity.getPrincipal().getName();
  }

  /** Returns whether the request may do in a campaign what any of the needed roles may. */
  public boolean allows(CampaignId campaign, Role... needed) {
    return grants().allow(campaign, needed);
  }

  /** Returns the campaigns in which the request may do what any of the needed roles may. */
  public Sight where(Role... needed) {
    return grants().where(needed);
  }

  /** Returns the roles that count in every campaign. */
  public Set<Role> everywhere() {
    return grants().everywhere();
  }

  /** Returns the role that counts in the campaign of an id, besides those that count everywhere. */
  public Map<String, Role> within() {
    return grants().within();
  }

  /** Returns all campaigns that the request may know of. */
  public Sight sight() {
    return where(Role.VIEWER, Role.ANNOTATOR);
  }

  private Grants grants() {
    if (grants == null) {
      Grants limited = identity.getAttribute(LIMITED_GRANTS);
      grants = limited == null ? Grants.of(roles(), members.memberships(principal())) : limited;
    }
    return grants;
  }

  private Set<Role> roles() {
    return Arrays.stream(Role.values())
        .filter(role -> identity.hasRole(role.text()))
        .collect(Collectors.toSet());
  }
}
