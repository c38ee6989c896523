package io.modicum.gateway.labeling.audit;

import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.campaign.CampaignDirectory;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What happened in a campaign's labelling. */
@Path("/api/v1/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "review")
public class AuditResource {

  private final CampaignDirectory campaigns;
  private final Audit audit;

  AuditResource(CampaignDirectory campaigns, Audit audit) {
    this.campaigns = campaigns;
    this.audit = audit;
  }

  @GET
  @Path("/{id}/audit")
  @InCampaign(Role.REVIEWER)
  @Operation(
      operationId = "readAudit",
      summary = "Tells who said and decided what, when and from where, oldest first",
      description = "Entries are only ever added; the database refuses to change them.")
  public Page<Audit.Entry> audit(
      @RestPath String id, @RestQuery @DefaultValue("100") String limit, @RestQuery String cursor) {
    return audit.entries(campaigns.require(id), PageRequest.of(limit, cursor));
  }
}
