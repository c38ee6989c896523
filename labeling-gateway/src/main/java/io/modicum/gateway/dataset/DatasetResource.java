package io.modicum.gateway.dataset;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.access.Access;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.catalogue.Catalogues;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.http.Problem;
import io.modicum.gateway.http.ReadableName;
import io.modicum.gateway.progress.Progress;
import io.modicum.gateway.retention.Deletion;
import io.modicum.gateway.retention.Deletions;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Datasets and their images. */
@Path("/api/v1/datasets")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "datasets")
public class DatasetResource {

  private static final String PNG = "image/png";
  private static final String JPEG = "image/jpeg";
  private static final String CSV = "text/csv";

  /** The first byte of every JPEG file, and of no PNG file. */
  private static final byte JPEG_START = (byte) 0xff;

  /** Share of the images that may be broken where nothing is said of it. */
  static final String MOST_BROKEN = "0.05";

  private static final int A_YEAR_IN_SECONDS = 31_536_000;

  private final Datasets datasets;
  private final VisibleDatasets visible;
  private final Catalogues catalogues;
  private final DatasetObjects objects;
  private final Progress progress;
  private final ShownImages shown;
  private final Access access;
  private final Deletions deletions;

  DatasetResource(
      Datasets datasets,
      VisibleDatasets visible,
      Catalogues catalogues,
      DatasetObjects objects,
      Progress progress,
      ShownImages shown,
      Access access,
      Deletions deletions) {
    this.datasets = datasets;
    this.visible = visible;
    this.catalogues = catalogues;
    this.objects = objects;
    this.progress = progress;
    this.shown = shown;
    this.access = access;
    this.deletions = deletions;
  }

  @POST
  @RolesAllowed("admin")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      operationId = "registerDataset",
      summary = "Registers the archive in the body",
      description =
          "The same archive with the same name and settings is the same dataset. Its images can be"
              + " used when its state is ready. `format` is one of listArchiveLayouts, or `auto`."
              + " Images that are broken are left out and told of in listProblems; if they are a"
              + " larger share than `mostBroken`, the dataset fails. Registered anew with another"
              + " share, it is tried again.")
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = DatasetView.class)))
  public Response register(
      @RestQuery @ReadableName String name,
      @RestQuery @DefaultValue("auto") String format,
      @RestQuery @DefaultValue("0") @Pattern(regexp = "[0-9]{1,4}") String imageSize,
      @RestQuery
          @DefaultValue(MOST_BROKEN)
          @Pattern(
              regexp = "0(\\.[0-9]{1,6})?|1(\\.0{1,6})?",
              message = "must be a share of the images, 0 to 1, such as 0.05")
          String mostBroken,
      @RestQuery
          @DefaultValue("archive")
          @NotBlank
          @Size(max = 255)
          @Pattern(regexp = ReadableName.CHARACTERS, message = ReadableName.MESSAGE)
          String fileName,
      InputStream archive) {
    catalogues.requireFormat(format);
    return DatasetView.accepted(
        datasets.register(
            name.strip(),
            format,
            Integer.parseInt(imageSize),
            Double.parseDouble(mostBroken),
            fileName,
            archive),
        progress);
  }

  @GET
  @Operation(
      operationId = "listDatasets",
      summary = "Lists the datasets of the campaigns that you may see, newest first")
  public Page<DatasetView> all(
      @RestQuery @DefaultValue("50") String limit, @RestQuery String cursor) {
    return datasets
        .all(access.visible(), PageRequest.of(limit, cursor))
        .map(dataset -> DatasetView.of(dataset, progress));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getDataset", summary = "Tells how far a dataset is")
  public DatasetView one(@RestPath String id) {
    return DatasetView.of(visible.require(id), progress);
  }

  @GET
  @Path("/{id}/problems")
  @Produces({MediaType.APPLICATION_JSON, CSV})
  @Operation(
      operationId = "listProblems",
      summary = "Lists the files that were left out or are not as they should be, and why",
      description =
          "Also of a dataset that was refused for them. Asked for as text/csv, all come at once as"
              + " a table with a header. A dataset that an earlier release packed tells of them in"
              + " `skipped` only.")
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = DatasetProblems.class)),
        @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  public Response problems(
      @RestPath String id,
      @RestQuery @DefaultValue("50") String limit,
      @RestQuery String cursor,
      @Context HttpHeaders headers) {
    ProblemTable problems = objects.problems(visible.require(id));
    MediaType wanted = headers.getAcceptableMediaTypes().get(0);
    if (!wanted.isWildcardType() && wanted.isCompatible(MediaType.valueOf(CSV))) {
      StreamingOutput all = problems::write;
      return Response.ok(all, CSV)
          .header(
              HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + "-problems.csv\"")
          .build();
    }
    DatasetProblems page = DatasetProblems.of(problems.page(PageRequest.of(limit, cursor)));
    return Response.ok(page, MediaType.APPLICATION_JSON).build();
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed("admin")
  @ResponseStatus(202)
  @Operation(
      operationId = "deleteDataset",
      summary = "Deletes a dataset with all that was made from its images",
      description = "No campaign may use it. Otherwise as deleteCampaign.")
  public Deletion delete(@RestPath String id) {
    try {
      return deletions
          .dataset(new DatasetId(id), access.principal())
          .orElseThrow(() -> VisibleDatasets.unknown(id));
    } catch (InvalidInput noId) {
      throw VisibleDatasets.unknown(id);
    } catch (Deletions.InUse inUse) {
      throw Problem.of(409, "dataset '" + id + "' " + inUse.getMessage()).refusal();
    }
  }

  @GET
  @Path("/{id}/images/{index}")
  @Produces({PNG, JPEG})
  @Operation(
      operationId = "getImage",
      summary = "Gives one image as it was uploaded, PNG or JPEG",
      description =
          "What has no file of its own, as in CIFAR, comes as PNG. An annotator gets those leased"
              + " to them or answered by them. Images never change.")
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content = {
        @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = JPEG, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  public Response image(@RestPath String id, @RestPath int index) {
    DatasetId dataset = seen(id, index);
    return objects
        .original(dataset, index)
        .map(file -> forever(file, file[0] == JPEG_START ? JPEG : PNG))
        .orElseGet(() -> packed(dataset, index));
  }

  @GET
  @Path("/{id}/images/{index}/thumbnail")
  @Produces(PNG)
  @Operation(
      operationId = "getThumbnail",
      summary = "Gives one image as it was packed for training, as PNG",
      description = "To the same people as the image.")
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content = {
        @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  public Response thumbnail(@RestPath String id, @RestPath int index) {
    return packed(seen(id, index), index);
  }

  /** Returns the dataset if whoever asks may look at the image. */
  private DatasetId seen(String id, int index) {
    RegisteredDataset dataset = visible.require(id);
    if (!mayLookAt(dataset.id(), index)) {
      throw noImage(id, index);
    }
    VisibleDatasets.requireReady(dataset);
    return dataset.id();
  }

  private Response packed(DatasetId dataset, int index) {
    return forever(
        objects.image(dataset, index).orElseThrow(() -> noImage(dataset.value(), index)).png(),
        PNG);
  }

  private static Response forever(byte[] image, String type) {
    CacheControl forever = new CacheControl();
    forever.setPrivate(true);
    forever.setMaxAge(A_YEAR_IN_SECONDS);
    forever.getCacheExtension().put("immutable", "");
    return Response.ok(image, type).cacheControl(forever).build();
  }

  private boolean mayLookAt(DatasetId dataset, int index) {
    return datasets.find(dataset, access.where(Role.VIEWER)).isPresent()
        || shown.contain(dataset, index, access.principal(), access.where(Role.ANNOTATOR));
  }

  private static Problem.Refusal noImage(String id, int index) {
    return Problem.of(404, "dataset '" + id + "' has no image " + index).refusal();
  }
}
