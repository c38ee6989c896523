package io.modicum.gateway.catalogue;

import io.modicum.contracts.catalogue.Offer;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a campaign or dataset can name besides an acquisition function. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class CatalogueResource {

  private final Catalogues catalogues;

  CatalogueResource(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  @GET
  @Path("/pretraining-methods")
  @Tag(name = "campaigns")
  @Operation(
      operationId = "listPretrainingMethods",
      summary = "Lists the methods that pretrain a backbone, with their settings")
  public CatalogueView pretrainingMethods() {
    return view(Offer.PRETRAINING_METHODS);
  }

  @GET
  @Path("/heads")
  @Tag(name = "campaigns")
  @Operation(
      operationId = "listHeads",
      summary = "Lists the heads that are fitted on frozen features, with their settings")
  public CatalogueView heads() {
    return view(Offer.HEADS);
  }

  @GET
  @Path("/archive-layouts")
  @Tag(name = "datasets")
  @Operation(
      operationId = "listArchiveLayouts",
      summary = "Lists the formats that a dataset's archive can have",
      description = "With `auto`, they are asked in this order whether they recognise an archive.")
  public CatalogueView archiveLayouts() {
    return view(Offer.ARCHIVE_LAYOUTS);
  }

  @GET
  @Path("/dataset-sources")
  @Tag(name = "datasets")
  @Operation(
      operationId = "listDatasetSources",
      summary = "Lists where the files of a dataset can be")
  public CatalogueView datasetSources() {
    return view(Offer.DATASET_SOURCES);
  }

  @GET
  @Path("/image-formats")
  @Tag(name = "datasets")
  @Operation(
      operationId = "listImageFormats",
      summary = "Lists the formats of images that are read",
      description = "What a file is, its content decides, however its name ends.")
  public CatalogueView imageFormats() {
    return view(Offer.IMAGE_FORMATS);
  }

  private CatalogueView view(Offer offer) {
    return CatalogueView.of(offer, catalogues.of(offer));
  }
}
