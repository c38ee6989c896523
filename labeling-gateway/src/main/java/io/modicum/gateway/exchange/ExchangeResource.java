package io.modicum.gateway.exchange;

import io.modicum.gateway.GatewayConfig;
import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.campaign.CampaignDirectory;
import io.modicum.gateway.campaign.CampaignState;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.exchange.format.FieldMapping;
import io.modicum.gateway.exchange.format.LabelFormat;
import io.modicum.gateway.exchange.format.LabelFormats;
import io.modicum.gateway.http.LimitedBody;
import io.modicum.gateway.http.Problem;
import io.modicum.gateway.http.ReadableName;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Labels on their way to and from other tools. */
@Path("/api/v1/campaigns/{id}")
@Authenticated
@Tag(name = "exchange")
public class ExchangeResource {

  private final CampaignDirectory campaigns;
  private final LabelFormats formats;
  private final LabelExport export;
  private final LabelImport imports;
  private final GatewayConfig config;

  ExchangeResource(
      CampaignDirectory campaigns,
      LabelFormats formats,
      LabelExport export,
      LabelImport imports,
      GatewayConfig config) {
    this.campaigns = campaigns;
    this.formats = formats;
    this.export = export;
    this.imports = imports;
    this.config = config;
  }

  @GET
  @Path("/export")
  @InCampaign(Role.VIEWER)
  @Produces(MediaType.WILDCARD)
  @Operation(
      operationId = "exportLabels",
      summary = "Gives a campaign's labels as a file",
      description =
          "`format` is one that `/api/v1/label-formats` lists, such as csv, json-lines or"
              + " label-studio (which has the open tasks too, and predictions).")
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content =
          @Content(
              mediaType = "*/*",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Response export(
      @RestPath String id,
      @RestQuery @DefaultValue(LabelFormats.STANDARD) String format,
      UriInfo address) {
    RegisteredCampaign campaign = campaigns.require(id);
    LabelFormat wanted = formats.named(format);
    String images =
        address
            .getBaseUri()
            .resolve("/api/v1/datasets/" + campaign.dataset() + "/images/")
            .toString();
    StreamingOutput labels = out -> export.write(campaign, wanted, images, out);
    return Response.ok(labels, wanted.description().mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + id + "." + wanted.description().extension() + "\"")
        .build();
  }

  @POST
  @Path("/imports")
  @InCampaign(Role.REVIEWER)
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "importLabels",
      summary = "Takes labels that were made elsewhere",
      description =
          "In a format that `/api/v1/label-formats` lists as read, as UTF-8, or UTF-16 with a byte"
              + " order mark. Each row counts as the answer of an annotator named import:`source`;"
              + " a row of an image that was not asked for is held until it is. Images are named by"
              + " the path of their file, or by the address that the gateway gives them; `index`"
              + " says which column or field has their index instead. `image` and `label` say which"
              + " column, field or control has path and class where they are not called so. Rows that cannot be used are told of in `errors`; the others"
              + " are taken. Of a file that cannot be read to its end, nothing is.")
  public ImportReport read(
      @RestPath String id,
      @RestQuery @ReadableName String source,
      @RestQuery @DefaultValue(LabelFormats.STANDARD) String format,
      @RestQuery Optional<String> image,
      @RestQuery Optional<String> label,
      @RestQuery Optional<String> index,
      @RequestBody(
              content =
                  @Content(
                      mediaType = "text/csv",
                      schema = @Schema(type = SchemaType.STRING, format = "binary")))
          InputStream labels)
      throws IOException {
    RegisteredCampaign campaign = campaigns.require(id);
    LabelFormat.Reader reader = formats.reader(format, new FieldMapping(image, label, index));
    if (campaign.simulated() || campaign.state() == CampaignState.COMPLETED) {
      throw Problem.of(
              409,
              campaign.simulated()
                  ? "campaign '" + id + "' is answered by a simulated oracle"
                  : "campaign '" + id + "' has ended; its labels stand")
          .refusal();
    }
    InputStream limited =
        new LimitedBody(
            labels, config.largestImport().asLongValue(), "modicum.gateway.largest-import");
    return imports.read(campaign, source.strip(), reader, limited);
  }
}
