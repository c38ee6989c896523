package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who makes the request, and what they may do. */
@RequestScoped
public class Access {

  /** Attribute of identities that came with an API key: its id. */
  static final String KEY = "modicum.key";

  /** Attribute of identities that are limited to campaigns, in place of roles. */
  static final String LIMITED_GRANTS = "modicum.limited-grants";

  private final SecurityIdentity identity;
  private final MemberTable members;
  private final ApiKeys keys;
  private Grants grants;

  Access(SecurityIdentity identity, MemberTable members, ApiKeys keys) {
    this.identity = identity;
    this.members = members;
    this.keys = keys;
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
  public VisibleCampaigns where(Role... needed) {
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
  public VisibleCampaigns visible() {
    return where(Role.VIEWER, Role.ANNOTATOR);
  }

  /**
   * Returns what can be asked long after the request: whether its key or token is still valid, and
   * still allows what any of the needed roles may in a campaign.
   */
  public BooleanSupplier permission(CampaignId campaign, Role... needed) {
    BooleanSupplier valid = validity();
    Supplier<Grants> present = presentGrants();
    return () -> valid.getAsBoolean() && present.get().allow(campaign, needed);
  }

  /**
   * Returns what tells of campaigns which roles the request has there when it is asked, also long
   * after the request.
   */
  public Function<CampaignId, Predicate<Role>> presentRoles() {
    Supplier<Grants> present = presentGrants();
    return campaign -> {
      Grants now = present.get();
      return role -> now.allow(campaign, role);
    };
  }

  private BooleanSupplier validity() {
    String key = identity.getAttribute(KEY);
    if (key != null) {
      return () -> keys.isValid(key);
    }
    Long expires =
        identity.getPrincipal() instanceof JsonWebToken token
            ? token.getClaim(Claims.exp.name())
            : null;
    return () -> expires == null || Instant.now().getEpochSecond() < expires;
  }

  private Grants grants() {
    if (grants == null) {
      grants = presentGrants().get();
    }
    return grants;
  }

  /** Returns what tells the roles that there are when it is asked, also after the request. */
  private Supplier<Grants> presentGrants() {
    Grants limited = identity.getAttribute(LIMITED_GRANTS);
    Set<Role> roles = roles();
    String principal = principal();
    return () -> limited == null ? Grants.of(roles, members.memberships(principal)) : limited;
  }

  private Set<Role> roles() {
    return Arrays.stream(Role.values())
        .filter(role -> identity.hasRole(role.text()))
        .collect(Collectors.toSet());
  }
}
