package io.modicum.gateway.http;

import jakarta.ws.rs.core.EntityTag;

/** Tells the versions of a resource apart, for changes on condition (RFC 9110, section 13.1). */
public final class Versions {

  private Versions() {}

  public static EntityTag tag(long version) {
    return new EntityTag(Long.toString(version));
  }

  /** Refuses a change that does not say which version it changes, or says another than is. */
  public static void require(String ifMatch, long version) {
    if (ifMatch == null) {
      throw Problem.of(
              ProblemType.PRECONDITION_REQUIRED,
              "the header If-Match is missing; it must be the ETag that a GET gave")
          .refusal();
    }
    if (!ifMatch.strip().equals(tag(version).toString())) {
      throw changed();
    }
  }

  public static Problem.Refusal changed() {
    return Problem.of(
            ProblemType.PRECONDITION_FAILED,
            "it has changed since; GET it again and send the change with its new ETag")
        .refusal();
  }
}
