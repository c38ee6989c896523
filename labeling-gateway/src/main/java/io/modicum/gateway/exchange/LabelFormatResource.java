package io.modicum.gateway.exchange;

import io.modicum.gateway.exchange.format.FieldMapping;
import io.modicum.gateway.exchange.format.LabelFormat;
import io.modicum.gateway.exchange.format.LabelFormats;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The formats that an export or import can name. */
@Path("/api/v1/label-formats")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "exchange")
public class LabelFormatResource {

  private final LabelFormats formats;

  LabelFormatResource(LabelFormats formats) {
    this.formats = formats;
  }

  /**
   * What an export or import can name.
   *
   * @param standard the format of one that names none
   */
  public record LabelFormatList(String standard, List<LabelFormatView> entries) {}

  /**
   * A format as clients see it.
   *
   * @param source the document that specifies it; empty where there is none
   * @param writes whether labels can be exported in it
   * @param reads whether labels can be imported from it
   */
  public record LabelFormatView(
      String name,
      String summary,
      String source,
      String mediaType,
      String extension,
      boolean writes,
      boolean reads) {

    static LabelFormatView of(LabelFormat format) {
      LabelFormat.Description description = format.description();
      return new LabelFormatView(
          description.name(),
          description.summary(),
          description.source(),
          description.mediaType(),
          description.extension(),
          true,
          format.reader(FieldMapping.STANDARD).isPresent());
    }
  }

  @GET
  @Operation(
      operationId = "listLabelFormats",
      summary = "Lists the formats in which labels come and go",
      description =
          "`writes` tells which an export can name as its `format`, `reads` which an import can.")
  public LabelFormatList all() {
    return new LabelFormatList(
        LabelFormats.STANDARD, formats.all().stream().map(LabelFormatView::of).toList());
  }
}
