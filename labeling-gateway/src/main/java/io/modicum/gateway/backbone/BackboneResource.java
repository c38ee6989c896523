package io.modicum.gateway.backbone;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.http.Problem;
import io.modicum.gateway.http.ReadableName;
import io.modicum.gateway.progress.Progress;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Users' own networks, which campaigns can use in place of pretraining. */
@Path("/api/v1/backbones")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"viewer", "reviewer", "admin"})
@Tag(name = "backbones")
public class BackboneResource {

  private final Backbones backbones;
  private final Progress progress;

  BackboneResource(Backbones backbones, Progress progress) {
    this.backbones = backbones;
    this.progress = progress;
  }

  @POST
  @RolesAllowed("admin")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      operationId = "registerBackbone",
      summary = "Registers the ONNX file in the body as a frozen backbone",
      description =
          "One input of images [n, 3, height, width], uint8 or float32, with a dynamic batch; one"
              + " float32 output [n, d], or `output` names it. Images are resized to a height and"
              + " width that are fixed. For float32 they are divided by 255, then normalised by"
              + " `mean` and `std` (such as 0.5,0.5,0.5; ImageNet's if not given). Campaigns can"
              + " use it when its state is ready. The same file with the same name and settings is"
              + " the same backbone.")
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = BackboneView.class)))
  public Response register(
      @RestQuery @ReadableName String name,
      @RestQuery
          @DefaultValue("")
          @Size(max = 255)
          @Pattern(regexp = ReadableName.CHARACTERS, message = ReadableName.MESSAGE)
          String output,
      @RestQuery @DefaultValue("") @Size(max = 255) String mean,
      @RestQuery @DefaultValue("") @Size(max = 255) String std,
      InputStream network) {
    Normalisation normalisation = new Normalisation(numbers("mean", mean), numbers("std", std));
    RegisteredBackbone backbone = backbones.register(name.strip(), output, normalisation, network);
    return Response.accepted(BackboneView.of(backbone, progress))
        .location(URI.create("/api/v1/backbones/" + backbone.id()))
        .build();
  }

  private static List<Double> numbers(String field, String text) {
    try {
      List<Double> numbers =
          text.isEmpty()
              ? List.of()
              : Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList();
      if (numbers.stream().anyMatch(number -> number > 1)) {
        throw new InvalidInput(
            field, "is of images in [0, 255]; divide by 255: " + dividedBy255(numbers));
      }
      return numbers;
    } catch (NumberFormatException noNumber) {
      throw new InvalidInput(
          field, "must be three numbers such as 0.485,0.456,0.406, was '" + text + "'", noNumber);
    }
  }

  private static String dividedBy255(List<Double> numbers) {
    return numbers.stream()
        .map(number -> new BigDecimal(number / 255).round(new MathContext(3)).toPlainString())
        .collect(Collectors.joining(","));
  }

  @GET
  @Operation(operationId = "listBackbones", summary = "Lists registered backbones, newest first")
  public Page<BackboneView> all(
      @RestQuery @DefaultValue("50") String limit, @RestQuery String cursor) {
    return backbones
        .all(PageRequest.of(limit, cursor))
        .map(backbone -> BackboneView.of(backbone, progress));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getBackbone", summary = "Tells how far a registered backbone is")
  public BackboneView one(@RestPath String id) {
    try {
      return backbones
          .find(new BackboneId(id))
          .map(backbone -> BackboneView.of(backbone, progress))
          .orElseThrow(() -> unknown(id));
    } catch (InvalidInput noId) {
      throw unknown(id);
    }
  }

  /** Refuses a campaign whose backbone is unknown, not checked yet, or refused. */
  public static void requireReady(BackboneId id, Backbones backbones) {
    BackboneState state =
        backbones.find(id).map(RegisteredBackbone::state).orElseThrow(() -> unknown(id.value()));
    String detail = "backbone '" + id + "' is " + state.text();
    switch (state) {
      case READY -> {}
      case CHECKING ->
          throw Problem.of(409, detail, error("must be ready before a campaign starts")).refusal();
      case REFUSED ->
          throw Problem.of(
                  409, detail, error("cannot be used; GET /api/v1/backbones/" + id + " says why"))
              .refusal();
    }
  }

  private static Problem.Refusal unknown(String id) {
    return Problem.of(
            404,
            "there is no backbone '" + id + "'",
            error("is not registered; POST /api/v1/backbones first"))
        .refusal();
  }

  private static Problem.FieldError error(String message) {
    return new Problem.FieldError("registeredBackbone", message);
  }
}
