package io.modicum.gateway.campaign;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.gateway.backbone.BackboneResource;
import io.modicum.gateway.backbone.Backbones;
import io.modicum.gateway.catalogue.Catalogues;
import io.modicum.gateway.dataset.DatasetState;
import io.modicum.gateway.dataset.Datasets;
import io.modicum.gateway.dataset.RegisteredDataset;
import io.modicum.gateway.dataset.VisibleDatasets;
import io.modicum.gateway.http.Problem;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The start of campaigns. */
@Path("/api/v1/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "campaigns")
public class CampaignStartResource {

  private final CampaignStarter starter;
  private final CampaignViews views;
  private final Datasets datasets;
  private final Backbones backbones;
  private final Catalogues catalogues;

  CampaignStartResource(
      CampaignStarter starter,
      CampaignViews views,
      Datasets datasets,
      Backbones backbones,
      Catalogues catalogues) {
    this.starter = starter;
    this.views = views;
    this.datasets = datasets;
    this.backbones = backbones;
    this.catalogues = catalogues;
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
              + " with its `settings` and the options that go with every function."
              + " `pretraining.method` is one of listPretrainingMethods, with its numbers in"
              + " `pretraining.settings`; both are absent for SimSiam, which is pretrained by where"
              + " none is named. `classifier.kind` is one of listHeads, with its numbers in"
              + " `classifier.settings`."
              + " `classes` are the dataset's unless others are named. `evaluation.size` is how"
              + " many images of the pool, drawn at random, are labelled to measure accuracy: by"
              + " default none where the test split has an image of each class, else as many as tell"
              + " accuracy to 5 percentage points. `existingLabels.use` tells whether labels that"
              + " the pool came with are learnt from (trust) or not (ignore), by default where some"
              + " images have one and some have none; `existingLabels.confirm` how many of them"
              + " people are asked about. `evaluation.images` and `existingLabels.confirmed` are"
              + " drawn by the seed unless given.")
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
        catalogues.complete(
            AcquisitionFunctionResource.published(catalogues)
                .complete(SpecificationReader.read(body)));
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
        starter.start(
            SpecificationReader.fitted(specification, body, dataset.pool()), body, dataset);
    return Response.created(URI.create("/api/v1/campaigns/" + id))
        .entity(views.find(id).orElseThrow())
        .build();
  }
}
