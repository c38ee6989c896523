package io.modicum.gateway.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Tells browsers what the gateway's pages never do, so that they stop what an attacker slips in.
 */
@Singleton
final class SecurityHeaders {

  private static final int BEFORE_ALL_OTHERS = 1000;

  private static final String OWN_FILES_ONLY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Swagger UI starts itself with a script in its page, and styles itself so. */
  private static final String WITH_INLINE =
      OWN_FILES_ONLY
          .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
          .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

  void register(@Observes Filters filters) {
    filters.register(SecurityHeaders::add, BEFORE_ALL_OTHERS);
  }

  private static void add(RoutingContext context) {
    boolean swagger = context.normalizedPath().startsWith("/q/swagger-ui");
    MultiMap headers = context.response().headers();
    headers
        .set("Content-Security-Policy", swagger ? WITH_INLINE : OWN_FILES_ONLY)
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer");
    if ("https".equals(context.request().scheme())) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
    context.next();
  }
}
