package io.modicum.gateway.campaign;

import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.manifest.Selection;
import io.modicum.gateway.access.CampaignPath;
import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.http.Problem;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What each cycle of a campaign asked for and learnt. */
@Path("/api/v1/campaigns/{id}/cycles/{cycle}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "campaigns")
public class CycleResource {

  private final CycleObjects cycles;

  CycleResource(CycleObjects cycles) {
    this.cycles = cycles;
  }

  @GET
  @Path("/selection")
  @InCampaign(Role.VIEWER)
  @Operation(
      operationId = "getSelection",
      summary = "Tells which images a cycle asks for and why, best first")
  public Selection selection(@RestPath String id, @RestPath int cycle) {
    return cycles
        .selection(CampaignPath.idOf(id), cycle)
        .orElseThrow(() -> missing(id, cycle, "selection"));
  }

  @GET
  @Path("/predictions")
  @InCampaign(Role.VIEWER)
  @Operation(
      operationId = "getPredictions",
      summary = "Tells how a cycle's classifier does where its accuracy is measured")
  public Predictions predictions(@RestPath String id, @RestPath int cycle) {
    return cycles
        .predictions(CampaignPath.idOf(id), cycle)
        .orElseThrow(() -> missing(id, cycle, "predictions"));
  }

  @GET
  @Path("/map")
  @InCampaign(Role.VIEWER)
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      operationId = "getMap",
      summary = "Gives the places of the pool's images in two dimensions",
      description =
          "NumPy's .npy, float32 [pool, 2]: the first two principal components of the features.")
  public byte[] map(@RestPath String id, @RestPath int cycle) {
    return cycles.map(CampaignPath.idOf(id), cycle).orElseThrow(() -> missing(id, cycle, "map"));
  }

  private static Problem.Refusal missing(String campaign, int cycle, String what) {
    return Problem.of(
            404,
            String.format(
                Locale.ROOT, "cycle %d of campaign '%s' has no %s (yet)", cycle, campaign, what))
        .refusal();
  }
}
