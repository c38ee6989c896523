package io.modicum.gateway.dataset;

import io.modicum.contracts.bucket.BucketAddress;
import io.modicum.contracts.catalogue.Offer;
import io.modicum.contracts.messaging.Connections;
import io.modicum.gateway.catalogue.Catalogues;
import io.modicum.gateway.progress.Progress;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Buckets that operators have named, and datasets of what lies in them. */
@Path("/api/v1/connections")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "datasets")
public class ConnectionResource {

  private final Connections connections;
  private final Catalogues catalogues;
  private final Datasets datasets;
  private final Progress progress;

  ConnectionResource(
      Connections connections, Catalogues catalogues, Datasets datasets, Progress progress) {
    this.connections = connections;
    this.catalogues = catalogues;
    this.datasets = datasets;
    this.progress = progress;
  }

  /**
   * A bucket that datasets can be read from.
   *
   * @param name by which they say so
   */
  record ConnectionView(String name) {}

  @GET
  @Operation(
      operationId = "listConnections",
      summary = "Lists the buckets that datasets can be read from",
      description = "An operator configures them as `modicum.connections`.")
  public List<ConnectionView> all() {
    return connections.names().stream().map(ConnectionView::new).toList();
  }

  @POST
  @Path("/{connection}/datasets")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "registerBucketDataset",
      summary = "Registers the files that lie in a folder of a bucket now",
      description =
          "They are read as if they had been packed into one archive, and stay where they are. Each"
              + " time it is a dataset of its own.")
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = DatasetView.class)))
  public Response register(
      @RestPath String connection, @NotNull @Valid BucketDatasetRequest asked) {
    String format = asked.format().orElse(Offer.ARCHIVE_LAYOUTS.standard());
    catalogues.requireFormat(format);
    return DatasetView.accepted(
        datasets.register(
            asked.name().strip(),
            format,
            asked.imageSize().orElse(0),
            asked.mostBroken().orElse(Double.parseDouble(DatasetResource.MOST_BROKEN)),
            new BucketAddress(connection, asked.prefix().orElse(""))),
        progress);
  }
}
