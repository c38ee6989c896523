package io.modicum.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Why a request was refused (RFC 9457).
 *
 * @param type URI of the kind of problem, which leads to a page about it
 * @param errors the fields at fault, if any
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type, String title, int status, String detail, List<FieldError> errors) {

  static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  /** A field, or the whole body, and what would be right. */
  public record FieldError(String field, String message) {}

  /** A problem of the general type of an HTTP status. */
  public static Problem of(int status, String detail, FieldError... errors) {
    return ProblemType.of(status)
        .map(type -> of(type, detail, errors))
        .orElseGet(() -> new Problem("about:blank", "Refused", status, detail, List.of(errors)));
  }

  public static Problem of(ProblemType type, String detail, FieldError... errors) {
    return new Problem(type.uri(), type.title(), type.status(), detail, List.of(errors));
  }

  /** The request names a field with a value that cannot be. */
  static Problem invalid(List<FieldError> errors) {
    FieldError first = errors.get(0);
    return of(
        ProblemType.INVALID_INPUT,
        first.field() + ": " + first.message(),
        errors.toArray(FieldError[]::new));
  }

  public Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }

  public Refusal refusal() {
    return new Refusal(this);
  }

  /** Carries a problem to the client. */
  public static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    private Refusal(Problem problem) {
      super(problem.detail());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }
}
