package io.modicum.gateway.retention;

import io.modicum.gateway.http.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells who uses what is being deleted that it is. */
class DeletionProblems {

  @ServerExceptionMapper
  Response underWay(DeletionUnderWay conflict) {
    return Problem.of(409, conflict.getMessage()).response();
  }
}
