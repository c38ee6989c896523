package io.modicum.gateway.idempotency;

import io.modicum.gateway.http.JsonEntity;
import io.modicum.gateway.http.Problem;
import io.modicum.gateway.http.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.security.Principal;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Gives a POST that is sent again with its {@code Idempotency-Key} the answer that it got first.
 *
 * <p>The request runs in one database transaction, which begins with a claim on the key, and ends
 * with the answer being kept before it is sent. So the effect and the record of it commit together
 * or not at all: a gateway that dies in between has done nothing, and its claim dies with its
 * connection. This holds for all that the resource does in the database, events to be sent
 * included. It cannot hold for objects in the store; their keys are derived from their bytes or
 * made anew, so that one without its record is put again, or never named.
 *
 * <p>Uploads commit on their own when all is received, before the answer is responses. If the
 * gateway dies just then, the upload sent again is found to be there, by its content, and answered
 * alike.
 *
 * <p>An answer that refuses the request (4xx) is kept after all that the request did is undone. An
 * answer that lets the client try again (5xx) is not responses.
 */
class Idempotency {

  static final String REPLAYED = "Idempotency-Replayed";

  private static final String CLAIM = "modicum.idempotency.claim";
  private static final List<String> STORED_HEADERS =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.LOCATION,
          HttpHeaders.ETAG,
          HttpHeaders.CACHE_CONTROL);

  /** A refused body that is larger is not read to its end, and its answer not responses. */
  private static final long MOST_REFUSED_BYTES = 1 << 20;

  /** Uploads take as long as they take; the transaction holds nothing but its claim. */
  private static final int LONGEST_SECONDS = (int) Duration.ofDays(1).toSeconds();

  private final StoredResponses responses;
  private final JsonEntity json;

  Idempotency(StoredResponses responses, JsonEntity json) {
    this.responses = responses;
    this.json = json;
  }

  private record Claim(IdempotencyKey key, Fingerprint fingerprint) {}

  @ServerRequestFilter(priority = Priorities.USER)
  Optional<Response> claim(ContainerRequestContext request) {
    String header = request.getHeaderString(IdempotencyKey.HEADER);
    if (header == null || !request.getMethod().equals(HttpMethod.POST)) {
      return Optional.empty();
    }
    Principal principal = request.getSecurityContext().getUserPrincipal();
    IdempotencyKey key =
        IdempotencyKey.derive(principal == null ? "" : principal.getName(), header);
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(LONGEST_SECONDS));
    boolean runs = false;
    try {
      if (!responses.claim(key)) {
        return Optional.of(inProgress());
      }
      Fingerprint fingerprint =
          new Fingerprint(request.getUriInfo().getRequestUri(), request.getEntityStream());
      Optional<StoredResponses.Stored> first = responses.find(key);
      runs = first.isEmpty();
      if (runs) {
        request.setEntityStream(fingerprint.body());
        request.setProperty(CLAIM, new Claim(key, fingerprint));
      }
      return first.map(stored -> replay(stored, fingerprint));
    } finally {
      if (!runs) {
        QuarkusTransaction.rollback();
      }
    }
  }

  private static Response inProgress() {
    Response refusal =
        Problem.of(
                ProblemType.REQUEST_IN_PROGRESS,
                "the request of this Idempotency-Key is in progress; send it again in a second")
            .response();
    return Response.fromResponse(refusal).header(HttpHeaders.RETRY_AFTER, 1).build();
  }

  private static Response replay(StoredResponses.Stored first, Fingerprint fingerprint) {
    if (!first.fingerprint().equals(fingerprint.complete())) {
      return Problem.of(
              ProblemType.KEY_REUSED,
              "this Idempotency-Key came with another address or body before; make a new one")
          .response();
    }
    Response.ResponseBuilder again =
        Response.status(first.response().status()).header(REPLAYED, true);
    first.response().headers().forEach(again::header);
    String body = first.response().body();
    return body.isEmpty() ? again.build() : again.entity(Base64.getDecoder().decode(body)).build();
  }

  @ServerResponseFilter
  void store(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(CLAIM) instanceof Claim claim)) {
      return;
    }
    request.removeProperty(CLAIM);
    int status = response.getStatus();
    if (status >= 500 || (status >= 400 && mayBeLarge(request))) {
      QuarkusTransaction.rollback();
    } else if (status >= 400) {
      QuarkusTransaction.rollback();
      QuarkusTransaction.requiringNew().run(() -> store(claim, response));
    } else {
      commitWith(claim, response);
    }
  }

  private void commitWith(Claim claim, ContainerResponseContext response) {
    boolean done = false;
    try {
      store(claim, response);
      done = true;
    } finally {
      if (!done) {
        QuarkusTransaction.rollback();
      }
    }
    QuarkusTransaction.commit();
  }

  private static boolean mayBeLarge(ContainerRequestContext request) {
    return request.getLength() > MOST_REFUSED_BYTES
        || request.getHeaderString("Transfer-Encoding") != null;
  }

  private void store(Claim claim, ContainerResponseContext response) {
    String body = Base64.getEncoder().encodeToString(json.fix(response));
    Map<String, String> headers = new HashMap<>();
    for (String name : STORED_HEADERS) {
      String value = response.getHeaderString(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    responses.store(
        claim.key(),
        claim.fingerprint().complete(),
        new StoredResponse(response.getStatus(), headers, body));
  }
}
