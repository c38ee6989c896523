package io.modicum.gateway.exchange.labelstudio;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.access.CampaignPath;
import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.campaign.CampaignDirectory;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.http.Problem;
import io.modicum.gateway.http.Versions;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** Campaigns that are labelled in Label Studio. */
@Path("/api/v1/campaigns/{id}/label-studio")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "exchange")
public class BridgeResource {

  private final CampaignDirectory campaigns;
  private final BridgeTable bridges;
  private final LabelStudioBridge labelStudio;

  BridgeResource(CampaignDirectory campaigns, BridgeTable bridges, LabelStudioBridge labelStudio) {
    this.campaigns = campaigns;
    this.bridges = bridges;
    this.labelStudio = labelStudio;
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putLabelStudio",
      summary = "Lets a campaign be labelled in a Label Studio project",
      description =
          "Open tasks appear in the project, with the classifier's predictions if the campaign's"
              + " `annotation.suggestions` lets annotators see them. Its labelling interface must"
              + " have an Image named `image` with the value `$image` and Choices named `label`."
              + " Its webhook must send annotations created, updated and deleted to `events`. To"
              + " change a bridge, `If-Match` must be its ETag.")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = BridgeView.class)))
  @APIResponse(
      responseCode = "200",
      description = "Changed",
      content = @Content(schema = @Schema(implementation = BridgeView.class)))
  public Response put(
      @RestPath String id,
      @RestHeader(HttpHeaders.IF_MATCH) String ifMatch,
      @NotNull @Valid BridgeRequest request) {
    CampaignId campaign = askingPeople(id);
    Optional<Bridge> before = bridges.find(campaign);
    before.ifPresent(bridge -> Versions.require(ifMatch, bridge.version()));
    labelStudio.requireUsable(request.url(), request.project(), request.token());
    boolean done =
        before.isEmpty()
            ? bridges.add(campaign, request.url(), request.project(), request.token())
            : bridges.change(
                campaign,
                before.get().version(),
                request.url(),
                request.project(),
                request.token());
    if (!done) {
      throw Versions.changed();
    }
    return answer(before.isEmpty() ? Response.Status.CREATED : Response.Status.OK, find(id));
  }

  @GET
  @Operation(
      operationId = "getLabelStudio",
      summary = "Tells how a campaign's bridge to Label Studio fares")
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content = @Content(schema = @Schema(implementation = BridgeView.class)))
  public Response get(@RestPath String id) {
    return answer(Response.Status.OK, find(id));
  }

  @DELETE
  @Operation(
      operationId = "removeLabelStudio",
      summary = "Ends a campaign's bridge to Label Studio",
      description = "What the project has stays there.")
  public void remove(@RestPath String id) {
    bridges.remove(find(id).campaign());
  }

  @POST
  @Path("/events")
  @Authenticated
  @InCampaign(Role.REVIEWER)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "tellLabelStudioEvent",
      summary = "Takes what Label Studio's webhook tells",
      description =
          "Annotations become answers, corrections and withdrawals soon afterwards; all else is"
              + " passed over. What was told while"
              + " the gateway was away is not told again: import the project's export.")
  @APIResponse(responseCode = "202", description = "Accepted")
  public Response receive(@RestPath String id, @NotNull WebhookEvent event) {
    labelStudio.receive(find(id).campaign(), event);
    return Response.accepted().build();
  }

  private Response answer(Response.Status status, Bridge bridge) {
    return Response.status(status)
        .tag(Versions.tag(bridge.version()))
        .entity(BridgeView.of(bridge, bridges.sent(bridge.campaign())))
        .build();
  }

  private CampaignId askingPeople(String id) {
    RegisteredCampaign campaign = campaigns.require(id);
    if (campaign.simulated()) {
      throw Problem.of(409, "campaign '" + id + "' is answered by a simulated oracle").refusal();
    }
    return campaign.id();
  }

  private Bridge find(String id) {
    return bridges
        .find(CampaignPath.idOf(id))
        .orElseThrow(
            () -> Problem.of(404, "campaign '" + id + "' has no bridge to Label Studio").refusal());
  }
}
