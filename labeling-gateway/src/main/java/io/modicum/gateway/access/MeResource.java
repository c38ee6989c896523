package io.modicum.gateway.access;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who makes a request, so that a client can offer what they may do. */
@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "access")
public class MeResource {

  private final Access access;

  MeResource(Access access) {
    this.access = access;
  }

  /**
   * Somebody's name and roles.
   *
   * @param everywhere roles that count in every campaign
   * @param campaigns the role that counts in the campaign of this id
   */
  record Me(String name, Set<Role> everywhere, Map<String, Role> campaigns) {}

  @GET
  @Operation(
      operationId = "getMe",
      summary = "Tells who makes the request, and what they may do",
      description =
          "An admin may do everything, a reviewer what viewers and annotators may. Whoever is an"
              + " annotator only has that role in the campaigns that they are a member of.")
  public Me me() {
    return new Me(access.principal(), access.everywhere(), access.within());
  }
}
