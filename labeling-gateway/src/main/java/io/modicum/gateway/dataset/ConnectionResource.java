package io.modicum.gateway.dataset;

import io.modicum.contracts.messaging.Connections;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Buckets that operators have named. */
@Path("/api/v1/connections")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "datasets")
public class ConnectionResource {

  private final Connections connections;

  ConnectionResource(Connections connections) {
    this.connections = connections;
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
}
