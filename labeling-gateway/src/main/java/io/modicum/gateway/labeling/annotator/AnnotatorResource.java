package io.modicum.gateway.labeling.annotator;

import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.campaign.CampaignDirectory;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** How annotators do. */
@Path("/api/v1/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "review")
public class AnnotatorResource {

  private final CampaignDirectory campaigns;
  private final Annotators annotators;

  AnnotatorResource(CampaignDirectory campaigns, Annotators annotators) {
    this.campaigns = campaigns;
    this.annotators = annotators;
  }

  @GET
  @Path("/{id}/annotators")
  @InCampaign(Role.REVIEWER)
  @Operation(
      operationId = "measureAnnotators",
      summary = "Measures a campaign's annotators and their agreement",
      description =
          "What each did and how gold questions were answered; Cohen's kappa of each pair, Fleiss'"
              + " kappa, and Krippendorff's alpha for nominal labels. It is measured on all answers"
              + " at most once a minute (`modicum.gateway.annotators-for`), so it may be that old.")
  public Annotators.AgreementReport annotators(@RestPath String id) {
    return annotators.report(campaigns.require(id));
  }
}
