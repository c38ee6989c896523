package io.modicum.gateway.http;

import io.modicum.contracts.store.ContentAddress;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.HexFormat;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Gives every page of a list a {@code Link} to the next (RFC 8288), and all JSON that is read an
 * {@code ETag}: the SHA-256 of its bytes, unless the resource has a tag of its own. Who has those
 * bytes already ({@code If-None-Match}) is told so with 304 (RFC 9110, section 13).
 */
class Representations {

  private static final int TAG_BYTES = 16;

  private final JsonEntity json;

  Representations(JsonEntity json) {
    this.json = json;
  }

  @ServerResponseFilter
  void describe(ContainerRequestContext request, ContainerResponseContext response) {
    boolean read = request.getMethod().equals(HttpMethod.GET) && response.getStatus() == 200;
    if (!read || !isWhole(response)) {
      return;
    }
    if (response.getEntity() instanceof Page<?> page) {
      page.next().ifPresent(next -> response.getHeaders().add("Link", link(request, next)));
    }
    EntityTag tag = response.getEntityTag() == null ? tag(response) : response.getEntityTag();
    response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
    Response.ResponseBuilder instead = request.getRequest().evaluatePreconditions(tag);
    if (instead != null) {
      response.setStatus(instead.build().getStatus());
      response.setEntity(null);
    }
  }

  /** Whether the answer is JSON or bytes, rather than a stream; JSON needs no type to be said. */
  private static boolean isWhole(ContainerResponseContext response) {
    MediaType type = response.getMediaType();
    return !(response.getEntity() instanceof StreamingOutput)
        && (type == null || MediaType.APPLICATION_JSON_TYPE.isCompatible(type));
  }

  private EntityTag tag(ContainerResponseContext response) {
    byte[] digest = ContentAddress.digest().digest(json.fix(response));
    return new EntityTag(HexFormat.of().formatHex(digest, 0, TAG_BYTES));
  }

  private static String link(ContainerRequestContext request, String next) {
    URI address =
        request.getUriInfo().getRequestUriBuilder().replaceQueryParam("cursor", next).build();
    return "<" + address.getRawPath() + "?" + address.getRawQuery() + ">; rel=\"next\"";
  }
}
