package io.modicum.gateway.retention;

import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What was deleted. */
@Path("/api/v1/deletions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "operations")
public class DeletionResource {

  private final Deletions deletions;

  DeletionResource(Deletions deletions) {
    this.deletions = deletions;
  }

  @GET
  @Operation(
      operationId = "listDeletions",
      summary = "Lists what was deleted, by whom and when, oldest first")
  public Page<Deletion> all(@RestQuery @DefaultValue("50") String limit, @RestQuery String cursor) {
    return deletions.all(PageRequest.of(limit, cursor));
  }
}
