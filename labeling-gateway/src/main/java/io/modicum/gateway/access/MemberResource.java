package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.access.MemberTable.Member;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.http.Problem;
import io.modicum.gateway.http.ReadableName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Who works in a campaign. */
@Path("/api/v1/campaigns/{id}/members")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "access")
public class MemberResource {

  private final MemberTable members;
  private final KnownCampaigns campaigns;

  MemberResource(MemberTable members, KnownCampaigns campaigns) {
    this.members = members;
    this.campaigns = campaigns;
  }

  /** What a member may do. */
  record Membership(@NotNull Role role) {}

  @GET
  @Operation(operationId = "listMembers", summary = "Lists a campaign's members by name")
  public Page<Member> all(
      @RestPath String id, @RestQuery @DefaultValue("50") String limit, @RestQuery String cursor) {
    return members.list(known(id), PageRequest.of(limit, cursor));
  }

  @GET
  @Path("/{principal}")
  @Operation(operationId = "getMember", summary = "Tells what a member may do")
  public Member one(@RestPath String id, @RestPath String principal) {
    return members.find(known(id), principal).orElseThrow(() -> unknown(id, principal));
  }

  @PUT
  @Path("/{principal}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putMember",
      summary = "Lets somebody work in a campaign",
      description =
          "`principal` is the name of their API keys, or the name that their token gives. The role"
              + " (reviewer, annotator or viewer) takes the place of the one they had here.")
  public Member put(
      @RestPath String id,
      @RestPath @ReadableName String principal,
      @NotNull @Valid Membership request) {
    if (request.role() == Role.ADMIN) {
      throw new InvalidInput(
          "role", "must be one of reviewer, annotator, viewer; an admin needs no membership");
    }
    Member member = new Member(principal, request.role());
    members.put(known(id), member);
    return member;
  }

  @DELETE
  @Path("/{principal}")
  @Operation(operationId = "removeMember", summary = "Ends a membership")
  public void remove(@RestPath String id, @RestPath String principal) {
    if (!members.remove(known(id), principal)) {
      throw unknown(id, principal);
    }
  }

  private CampaignId known(String id) {
    CampaignId campaign = CampaignPath.idOf(id);
    if (!campaigns.contain(campaign)) {
      throw CampaignPath.unknown(id);
    }
    return campaign;
  }

  private static Problem.Refusal unknown(String id, String principal) {
    return Problem.of(404, "'" + principal + "' is no member of campaign '" + id + "'").refusal();
  }
}
