package io.modicum.gateway.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of problem for which a request is refused. Clients may rely on their names, which never
 * change; each is explained below {@code /problems}, where its type URI leads.
 */
public enum ProblemType {
  INVALID_INPUT(
      400,
      "The request contradicts what is possible",
      "The members of `errors` name each field at fault and say what it should be. Send the request"
          + " again with these changed."),
  UNAUTHENTICATED(
      401,
      "The request does not say who asks",
      "Send an API key or a bearer token that is valid, has not expired and was not revoked."),
  FORBIDDEN(
      403,
      "The one who asks may not do this",
      "Ask an administrator for the role, or for a place in the campaign, that the request needs."),
  NOT_FOUND(
      404,
      "There is no such thing",
      "Nothing has this identifier, or nothing is at this address; /q/openapi lists what there"
          + " is."),
  METHOD_NOT_ALLOWED(
      405,
      "The address does not take this method",
      "The header `Allow` lists the methods that it takes."),
  NOT_ACCEPTABLE(
      406,
      "The address gives none of the types that are accepted",
      "Let the header `Accept` allow a type that /q/openapi lists for the address."),
  CONFLICT(
      409,
      "The request does not fit the state of things",
      "`detail` says which state is in the way. Once that has changed, the same request may"
          + " succeed."),
  REQUEST_IN_PROGRESS(
      409,
      "A request with the same Idempotency-Key is in progress",
      "Send the request again after the seconds in `Retry-After` to get the answer of the first."),
  PRECONDITION_FAILED(
      412,
      "The resource has changed",
      "Someone else changed it after it was read. Read it again, and send the change with its new"
          + " `ETag` in `If-Match`."),
  TOO_LARGE(
      413, "The body is too large", "Send less at a time, or raise the limit that `detail` names."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The address does not take this type",
      "Send a `Content-Type` that /q/openapi lists for the address."),
  KEY_REUSED(
      422,
      "The Idempotency-Key belongs to another request",
      "A key goes with one address and one body. Make a new key, such as a UUID, for each new"
          + " request."),
  PRECONDITION_REQUIRED(
      428,
      "The request must say which state it changes",
      "Read the resource, and send the change with its `ETag` in `If-Match`."),
  TOO_MANY_REQUESTS(
      429, "Too many requests", "Wait for the seconds in `Retry-After`, then go on more slowly."),
  INTERNAL_ERROR(
      500,
      "The gateway failed",
      "The gateway's log says why. To send the request again with the same `Idempotency-Key` does"
          + " no harm."),
  UNAVAILABLE(
      503,
      "A part that the gateway needs does not answer",
      "`detail` names it: database, object store or another service. Try again later.");

  static final String PATH = "/problems";

  private final int status;
  private final String title;
  private final String remedy;

  ProblemType(int status, String title, String remedy) {
    this.status = status;
    this.title = title;
    this.remedy = remedy;
  }

  /** Returns the general type of an HTTP status. */
  static Optional<ProblemType> of(int status) {
    return Arrays.stream(values()).filter(type -> type.status == status).findFirst();
  }

  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the type's URI, relative to the gateway's root as RFC 9457, section 3.1.1 allows. */
  String uri() {
    return PATH + "/" + slug();
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** Returns what a client can do about it, with names of fields in backquotes. */
  String remedy() {
    return remedy;
  }
}
