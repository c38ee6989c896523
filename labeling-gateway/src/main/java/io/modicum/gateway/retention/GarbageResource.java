package io.modicum.gateway.retention;

import io.modicum.gateway.retention.GarbageCollection.GarbageReport;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Objects of the store that nobody needs. */
@Path("/api/v1/garbage")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "operations")
public class GarbageResource {

  private final GarbageCollection garbage;

  GarbageResource(GarbageCollection garbage) {
    this.garbage = garbage;
  }

  @GET
  @Operation(
      operationId = "findGarbage",
      summary = "Tells which objects nobody needs any more",
      description =
          "Attempts that came to nothing, snapshots of trainings that have ended, and what only"
              + " deleted campaigns used, once older than `modicum.garbage.keep`. Reads all"
              + " manifests.")
  public GarbageReport find() {
    return garbage.find();
  }

  @POST
  @Path("/collect")
  @Operation(
      operationId = "collectGarbage",
      summary = "Removes the objects that nobody needs any more")
  public GarbageReport collect() {
    return garbage.collect();
  }
}
