package io.modicum.gateway.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.modicum.gateway.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.security.Principal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Holds everybody to so many requests a second, with a token bucket for each name. Each replica
 * counts for itself, so <i>n</i> of them allow up to <i>n</i> times as many.
 */
@ApplicationScoped
class RateLimit {

  /** A bucket that rested so long is full, however slowly it fills. */
  private static final Duration REST = Duration.ofHours(1);

  private final GatewayConfig config;
  private final LoadingCache<String, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(REST).build(name -> full());

  RateLimit(GatewayConfig config) {
    this.config = config;
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(config.requestBurst())
                    .refillGreedy(config.requestsPerSecond(), Duration.ofSeconds(1)))
        .build();
  }

  @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
  Optional<Response> take(ContainerRequestContext request) {
    Principal caller = request.getSecurityContext().getUserPrincipal();
    if (caller == null) {
      return Optional.empty();
    }
    ConsumptionProbe taken = buckets.get(caller.getName()).tryConsumeAndReturnRemaining(1);
    return taken.isConsumed() ? Optional.empty() : Optional.of(refusal(taken));
  }

  private Response refusal(ConsumptionProbe taken) {
    long seconds = 1 + Duration.ofNanos(taken.getNanosToWaitForRefill()).toSeconds();
    Response problem =
        Problem.of(
                ProblemType.TOO_MANY_REQUESTS,
                String.format(
                    Locale.ROOT,
                    "more than %d requests a second; wait for %d s, and send labels many at a time",
                    config.requestsPerSecond(),
                    seconds))
            .response();
    return Response.fromResponse(problem).header(HttpHeaders.RETRY_AFTER, seconds).build();
  }
}
