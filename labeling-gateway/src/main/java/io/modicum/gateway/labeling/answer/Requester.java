package io.modicum.gateway.labeling.answer;

import io.modicum.gateway.access.Access;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;

/** Who makes the request, and from where. */
@RequestScoped
public class Requester {

  private static final int LONGEST_AGENT = 200;

  private final Access access;
  private final HttpServerRequest request;

  Requester(Access access, HttpServerRequest request) {
    this.access = access;
    this.request = request;
  }

  public Actor actor() {
    String agent = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
    return new Actor(
        access.principal(),
        request.remoteAddress().hostAddress(),
        agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)));
  }
}
