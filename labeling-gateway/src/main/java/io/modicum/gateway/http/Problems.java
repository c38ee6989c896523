package io.modicum.gateway.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.quarkus.arc.All;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns every failure of a request into a problem that names what the client should change. Those
 * of a subject's own are mapped beside it.
 */
class Problems {

  private static final Logger LOG = Logger.getLogger(Problems.class);
  private static final int RETRY_AFTER_SECONDS = 1;

  private final List<FailureTranslation> translations;

  Problems(@All List<FailureTranslation> translations) {
    this.translations = translations;
  }

  @ServerExceptionMapper
  Response refused(Problem.Refusal refusal) {
    return refusal.problem().response();
  }

  @ServerExceptionMapper
  Response invalid(InvalidInput invalid) {
    return Problem.invalid(List.of(error(invalid))).response();
  }

  @ServerExceptionMapper
  Response unavailable(Unavailable away) {
    LOG.warn(away.getMessage());
    Response response = Problem.of(503, away.getMessage() + "; try again later").response();
    return Response.fromResponse(response)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  @ServerExceptionMapper
  Response tooLarge(LimitedBody.TooLarge body) {
    return Problem.of(ProblemType.TOO_LARGE, body.getMessage()).response();
  }

  @ServerExceptionMapper
  Response violated(ConstraintViolationException violated) {
    return Problem.invalid(
            violated.getConstraintViolations().stream()
                .map(Problems::error)
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList())
        .response();
  }

  @ServerExceptionMapper({MismatchedInputException.class, JacksonException.class})
  Response notJson(JacksonException notJson) {
    if (notJson instanceof StreamConstraintsException) {
      return Problem.of(
              ProblemType.TOO_LARGE,
              String.format(
                  Locale.ROOT,
                  "the JSON is larger than %d MiB or nested too deeply; send it in parts",
                  StrictJson.LARGEST_MEBIBYTES))
          .response();
    }
    return Problem.invalid(List.of(error(notJson))).response();
  }

  @ServerExceptionMapper
  Response notText(CharConversionException notText) {
    return Problem.invalid(List.of(new Problem.FieldError("body", "must be JSON in UTF-8")))
        .response();
  }

  @ServerExceptionMapper
  Response refused(WebApplicationException refused) {
    if (refused.getCause() instanceof JacksonException notJson) {
      return notJson(notJson);
    }
    int status = refused.getResponse().getStatus();
    if (status < 400) {
      return refused.getResponse();
    }
    Response response = Problem.of(status, detail(status)).response();
    List<Object> allow = refused.getResponse().getHeaders().get("Allow");
    return allow == null
        ? response
        : Response.fromResponse(response).header("Allow", allow.get(0)).build();
  }

  @ServerExceptionMapper
  Response bug(RuntimeException bug) {
    for (FailureTranslation translation : translations) {
      if (translation.translated(bug) instanceof Unavailable away) {
        return unavailable(away);
      }
    }
    LOG.error("a request failed", bug);
    return Problem.of(500, "the gateway failed; its log says why").response();
  }

  private static String detail(int status) {
    return switch (status) {
      case 404 -> "there is nothing at this address; /q/openapi lists what there is";
      case 405 -> "this address does not take this method; /q/openapi lists what it takes";
      case 406 -> "the Accept header allows no type that this address gives";
      case 413 -> "the body is larger than quarkus.http.limits.max-body-size allows";
      case 415 -> "this address does not take this Content-Type; /q/openapi lists what it takes";
      default -> "the request cannot be understood; /q/openapi says what it should look like";
    };
  }

  private static Problem.FieldError error(InvalidInput invalid) {
    String prefix = invalid.subject() + ": ";
    return new Problem.FieldError(
        invalid.subject(), invalid.getMessage().substring(prefix.length()));
  }

  private static Problem.FieldError error(ConstraintViolation<?> violation) {
    List<String> nodes = new ArrayList<>();
    for (Path.Node node : violation.getPropertyPath()) {
      nodes.add(node.toString());
    }
    int first = nodes.size() > 2 ? 2 : 1;
    String field = String.join(".", nodes.subList(first, nodes.size()));
    return new Problem.FieldError(field.equals("request") ? "body" : field, violation.getMessage());
  }

  /** Names the field of a JSON body that does not fit, or the body if it is no JSON. */
  static Problem.FieldError error(JacksonException notJson) {
    for (Throwable cause = notJson; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidInput invalid) {
        return error(invalid);
      }
      if (cause instanceof InputCoercionException && notJson instanceof JsonMappingException at) {
        return new Problem.FieldError(field(at), "must be a whole number with fewer digits");
      }
    }
    if (notJson instanceof UnrecognizedPropertyException unknown) {
      String known =
          unknown.getKnownPropertyIds().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", "));
      return new Problem.FieldError(field(unknown), "is not a known field; known are " + known);
    }
    if (notJson instanceof MismatchedInputException mismatched) {
      return new Problem.FieldError(field(mismatched), JsonMismatch.message(mismatched));
    }
    return new Problem.FieldError("body", "is not JSON: " + notJson.getOriginalMessage());
  }

  private static String field(JsonMappingException mapping) {
    StringBuilder field = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      if (step.getFieldName() == null) {
        field.append('[').append(step.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return field.isEmpty() ? "body" : field.toString();
  }
}
