package io.modicum.gateway.campaign;

import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.gateway.catalogue.Catalogues;
import io.modicum.gateway.http.Problem;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The acquisition functions that a campaign can name. */
@Path("/api/v1/acquisition-functions")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "campaigns")
public class AcquisitionFunctionResource {

  private final Catalogues catalogues;

  AcquisitionFunctionResource(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  /**
   * What a campaign can name.
   *
   * @param software name and version of the program that has these functions
   * @param standard the function of a campaign that names none
   */
  public record FunctionList(
      String software, String standard, List<FunctionDescription> functions) {}

  @GET
  @Operation(
      operationId = "listAcquisitionFunctions",
      summary = "Lists the acquisition functions with their settings",
      description =
          "`canStart` tells which can choose a campaign's first images; those that need `features`"
              + " cannot in a from-scratch campaign, and those that need `truth` want a simulated"
              + " oracle.")
  public FunctionList all() {
    FunctionCatalogue published = published(catalogues);
    return new FunctionList(
        published.software(), AcquisitionSettings.DEFAULT.function(), published.functions());
  }

  static FunctionCatalogue published(Catalogues catalogues) {
    return catalogues
        .acquisitionFunctions()
        .orElseThrow(
            () ->
                Problem.of(
                        503,
                        "no acquisition-service has published its functions yet; start one with"
                            + " the same object store as the gateway, then try again")
                    .refusal());
  }
}
