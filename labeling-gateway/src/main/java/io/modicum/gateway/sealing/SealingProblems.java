package io.modicum.gateway.sealing;

import io.modicum.gateway.http.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells who sends a secret that nothing can seal it. */
class SealingProblems {

  @ServerExceptionMapper
  Response keyless(SealingKeyMissing keyless) {
    return Problem.of(409, keyless.getMessage()).response();
  }
}
