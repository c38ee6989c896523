package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.http.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** API keys. */
@Path("/api/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "access")
public class KeyResource {

  private final ApiKeys keys;
  private final KnownCampaigns campaigns;

  KeyResource(ApiKeys keys, KnownCampaigns campaigns) {
    this.keys = keys;
    this.campaigns = campaigns;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createKey",
      summary = "Makes an API key",
      description =
          "`secret` is what its holder sends as `Authorization: Bearer …`. It is told this once and"
              + " kept nowhere. A new key of the same name takes the place of one that leaked:"
              + " annotator and memberships stay.")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = ApiKeys.Created.class)))
  public Response create(@NotNull @Valid KeyRequest request) {
    request.campaigns().ifPresent(this::requireKnown);
    ApiKeys.Created created =
        keys.create(request.name().strip(), request.role(), request.campaigns(), request.expires());
    CacheControl secret = new CacheControl();
    secret.setNoStore(true);
    return Response.created(URI.create("/api/v1/keys/" + created.key().id()))
        .entity(created)
        .cacheControl(secret)
        .build();
  }

  private void requireKnown(List<CampaignId> limit) {
    for (CampaignId campaign : limit) {
      if (!campaigns.contain(campaign)) {
        throw new InvalidInput(
            "campaigns[" + limit.indexOf(campaign) + "]",
            "there is no campaign '" + campaign + "'");
      }
    }
  }

  @GET
  @Operation(
      operationId = "listKeys",
      summary = "Lists API keys, newest first, without their secrets")
  public Page<ApiKey> all(@RestQuery @DefaultValue("50") String limit, @RestQuery String cursor) {
    return keys.all(PageRequest.of(limit, cursor));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "revokeKey",
      summary = "Revokes an API key",
      description = "It ends at once and stays in the list.")
  public void revoke(@RestPath String id) {
    if (!keys.revoke(id)) {
      throw Problem.of(404, "there is no API key '" + id + "'; GET /api/v1/keys lists all")
          .refusal();
    }
  }
}
