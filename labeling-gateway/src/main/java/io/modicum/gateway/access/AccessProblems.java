package io.modicum.gateway.access;

import io.modicum.gateway.http.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells who is not let in what would let them. */
class AccessProblems {

  @ServerExceptionMapper
  Response anonymous(UnauthorizedException anonymous, HttpHeaders headers) {
    return challenge(
        headers.getHeaderString(HttpHeaders.AUTHORIZATION) == null
            ? "say who you are with the header Authorization: Bearer and an API key; admins make"
                + " keys with POST /api/v1/keys"
            : "this key is not known here; see that it is copied whole, or ask an admin for a new"
                + " one");
  }

  @ServerExceptionMapper
  Response unauthenticated(AuthenticationFailedException failed) {
    return challenge(
        failed.getCause() instanceof KeyRefused refused
            ? refused.getMessage()
            : "this key or token is not known here, or has expired; sign in again, or ask an admin"
                + " for a new key");
  }

  /** Names the scheme, as RFC 9110 section 15.5.2 wants. */
  private static Response challenge(String detail) {
    return Response.fromResponse(Problem.of(401, detail).response())
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException forbidden, ResourceInfo resource) {
    RolesAllowed ofMethod = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
    RolesAllowed needed =
        ofMethod == null ? resource.getResourceClass().getAnnotation(RolesAllowed.class) : ofMethod;
    return Problem.of(
            403,
            "this takes the role "
                + String.join(" or ", needed.value())
                + " in all campaigns; ask an admin for a key that has it")
        .response();
  }
}
