package io.modicum.gateway.http;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** The pages to which the type URIs of problems lead. */
@Path(ProblemType.PATH)
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class ProblemPages {

  @GET
  @Operation(hidden = true)
  public String all() {
    return page(List.of(ProblemType.values()));
  }

  @GET
  @Path("/{type}")
  @Operation(hidden = true)
  public String one(@RestPath String type) {
    return Arrays.stream(ProblemType.values())
        .filter(known -> known.slug().equals(type))
        .findFirst()
        .map(known -> page(List.of(known)))
        .orElseThrow(
            () ->
                Problem.of(404, "there is no problem type of this name; /problems lists all")
                    .refusal());
  }

  private static String page(List<ProblemType> types) {
    return types.stream()
        .map(
            type ->
                String.format(
                    Locale.ROOT,
                    "<h2>%s</h2><p>%s: HTTP status %d</p><p>%s</p>",
                    type.title(),
                    type.uri(),
                    type.status(),
                    code(type.remedy())))
        .collect(
            Collectors.joining(
                "\n",
                "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                    + "<title>Problems</title></head><body>\n",
                "\n</body></html>\n"));
  }

  /** Turns what stands in backquotes into code. */
  private static String code(String text) {
    return text.replaceAll("`([^`]*)`", "<code>$1</code>");
  }
}
