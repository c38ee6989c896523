package io.modicum.gateway.campaign;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.gateway.GatewayConfig;
import io.modicum.gateway.access.Access;
import io.modicum.gateway.access.CampaignPath;
import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.backbone.BackboneResource;
import io.modicum.gateway.backbone.Backbones;
import io.modicum.gateway.catalogue.Catalogues;
import io.modicum.gateway.dataset.DatasetState;
import io.modicum.gateway.dataset.Datasets;
import io.modicum.gateway.dataset.RegisteredDataset;
import io.modicum.gateway.dataset.VisibleDatasets;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
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

  private final Campaigns campaigns;
  private final CampaignViews views;
  private final Datasets datasets;
  private final Backbones backbones;
  private final Catalogues catalogues;
  private final GatewayConfig config;
  private final Access access;
  private final Deletions deletions;
  private final CampaignPresenter presenter;

  CampaignResource(
      Campaigns campaigns,
      CampaignViews views,
      Datasets datasets,
      Backbones backbones,
      Catalogues catalogues,
      GatewayConfig config,
      Access access,
      Deletions deletions,
      CampaignPresenter presenter) {
    this.campaigns = campaigns;
    this.views = views;
    this.datasets = datasets;
    this.backbones = backbones;
    this.catalogues = catalogues;
    this.config = config;
    this.access = access;
    this.deletions = deletions;
    this.presenter = presenter;
  }

  @POST
  @RolesAllowed("admin")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "startCampaign",
      summary = "Starts a campaign",
      description =
          "What is not given gets its default. `preset` (small, simsiam-cifar or simsiam-imagenet)"
              + " chooses the defaults of `backbone`, `pretraining` and `supervised`; on few images"
              + " its `pretraining.epochs` become more and its `pretraining.batch` smaller, as"
              + " listPresets tells."
              + " `registeredBackbone` names a network of your own in place of pretraining. It and"
              + " the dataset must be ready. `acquisition` is the name of a function, or an object"
              + " with its `settings` and the options that go with every function.")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = CampaignView.class)))
  public Response start(
      @RequestBody(
              content = @Content(schema = @Schema(implementation = CampaignSpecification.class)))
          JsonNode body)
      throws JacksonException {
    CampaignSpecification specification =
        AcquisitionFunctionResource.published(catalogues).complete(SpecificationReader.read(body));
    String name = specification.dataset().value();
    RegisteredDataset dataset =
        datasets.find(specification.dataset()).orElseThrow(() -> VisibleDatasets.unknown(name));
    if (dataset.state() != DatasetState.READY) {
      throw Problem.of(
              409,
              "dataset '" + name + "' is " + dataset.state().text(),
              new Problem.FieldError("dataset", "must be ready before a campaign starts"))
          .refusal();
    }
    specification
        .registeredBackbone()
        .ifPresent(backbone -> BackboneResource.requireReady(backbone, backbones));
    CampaignId id =
        campaigns.start(SpecificationReader.fitted(specification, body, dataset.pool()), dataset);
    return Response.created(URI.create("/api/v1/campaigns/" + id))
        .entity(views.find(id).orElseThrow())
        .build();
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
    if (campaigns.retry(CampaignPath.idOf(id)) == 0) {
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
        campaigns
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
