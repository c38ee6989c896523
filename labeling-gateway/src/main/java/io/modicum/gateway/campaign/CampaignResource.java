package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.GatewayConfig;
import io.modicum.gateway.access.Access;
import io.modicum.gateway.access.CampaignPath;
import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.http.Problem;
import io.modicum.gateway.retention.Deletion;
import io.modicum.gateway.retention.Deletions;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Campaigns and how far they are. */
@Path("/api/v1/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "campaigns")
public class CampaignResource {

  private final CampaignViews views;
  private final CampaignPresenter presenter;
  private final CycleObjects objects;
  private final CampaignRetry retry;
  private final Deletions deletions;
  private final Access access;
  private final GatewayConfig config;

  CampaignResource(
      CampaignViews views,
      CampaignPresenter presenter,
      CycleObjects objects,
      CampaignRetry retry,
      Deletions deletions,
      Access access,
      GatewayConfig config) {
    this.views = views;
    this.presenter = presenter;
    this.objects = objects;
    this.retry = retry;
    this.deletions = deletions;
    this.access = access;
    this.config = config;
  }

  @GET
  @Operation(
      operationId = "listCampaigns",
      summary = "Lists the campaigns that you may see, newest first")
  public Page<CampaignView> all(
      @RestQuery @DefaultValue("50") String limit, @RestQuery String cursor) {
    Page<CampaignView> page = views.all(access.visible(), PageRequest.of(limit, cursor));
    return new Page<>(presenter.present(page.items(), access.principal(), this::may), page.next());
  }

  @GET
  @Path("/{id}")
  @InCampaign({Role.VIEWER, Role.ANNOTATOR})
  @Operation(operationId = "getCampaign", summary = "Tells how far a campaign is")
  public CampaignView one(@RestPath String id) {
    return presenter.present(known(id), access.principal(), this::may);
  }

  private CampaignView known(String id) {
    return views.find(CampaignPath.idOf(id)).orElseThrow(() -> CampaignPath.unknown(id));
  }

  private Predicate<Role> may(CampaignId campaign) {
    return role -> access.allows(campaign, role);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  @Operation(
      operationId = "deleteCampaign",
      summary = "Deletes a campaign with its labels and objects",
      description =
          "Its audit is kept. Its objects go afterwards: `completed` tells when all are gone."
              + " Repeated, it tells the same. What other campaigns may share is left to the"
              + " garbage collection.")
  public Deletion delete(@RestPath String id) {
    return deletions
        .campaign(CampaignPath.idOf(id), access.principal())
        .orElseThrow(() -> CampaignPath.unknown(id));
  }

  @POST
  @Path("/{id}/retry")
  @RolesAllowed("admin")
  @Operation(
      operationId = "retryCampaign",
      summary = "Tries again what a campaign's stages gave up on",
      description = "Sends the events of the failed stages once more.")
  public CampaignView retry(@RestPath String id) {
    one(id);
    if (retry.retry(CampaignPath.idOf(id)) == 0) {
      throw Problem.of(409, "campaign '" + id + "' has no failed stage to retry").refusal();
    }
    return one(id);
  }

  @GET
  @Path("/{id}/model")
  @InCampaign(Role.VIEWER)
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      operationId = "getModel",
      summary = "Gives the finished classifier as ONNX",
      description =
          "Input `images` uint8 [n, 3, height, width], output `probabilities` [n, classes]; the"
              + " metadata `classes` names the classes.")
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Response model(@RestPath String id) {
    CampaignView campaign = one(id);
    byte[] onnx =
        objects
            .model(campaign.id())
            .orElseThrow(
                () ->
                    Problem.of(409, "campaign '" + id + "' has no finished classifier yet")
                        .refusal());
    return Response.ok(onnx)
        .header("Content-Disposition", "attachment; filename=\"" + id + ".onnx\"")
        .build();
  }

  @GET
  @Path("/{id}/events")
  @InCampaign({Role.VIEWER, Role.ANNOTATOR})
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "streamCampaign",
      summary = "Streams a campaign's state whenever it changes, as server-sent events",
      description = "It ends when the key or token ends, or does not allow it any more.")
  public Multi<CampaignView> events(@RestPath String id) {
    boolean whole = access.allows(CampaignPath.idOf(id), Role.VIEWER);
    BooleanSupplier stands =
        access.permission(CampaignPath.idOf(id), whole ? Role.VIEWER : Role.ANNOTATOR);
    Function<CampaignId, Predicate<Role>> may = access.presentRoles();
    String name = access.principal();
    CampaignView now = one(id);
    Multi<CampaignView> later =
        Multi.createFrom()
            .ticks()
            .every(config.snapshotEvery())
            .onOverflow()
            .drop()
            .emitOn(Infrastructure.getDefaultWorkerPool())
            .select()
            .first(tick -> stands.getAsBoolean())
            .map(tick -> presenter.present(known(id), name, may));
    return Multi.createBy()
        .concatenating()
        .streams(Multi.createFrom().item(now), later)
        .skip()
        .repetitions();
  }
}
