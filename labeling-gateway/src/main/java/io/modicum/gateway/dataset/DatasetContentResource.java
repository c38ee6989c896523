package io.modicum.gateway.dataset;

import io.modicum.gateway.access.Access;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.http.Problem;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What is in a dataset: its images by their paths, and how many there are of each class. */
@Path("/api/v1/datasets")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "datasets")
public class DatasetContentResource {

  private final VisibleDatasets visible;
  private final Datasets datasets;
  private final DatasetObjects objects;
  private final Access access;

  DatasetContentResource(
      VisibleDatasets visible, Datasets datasets, DatasetObjects objects, Access access) {
    this.visible = visible;
    this.datasets = datasets;
    this.objects = objects;
    this.access = access;
  }

  @GET
  @Path("/{id}/images")
  @Operation(
      operationId = "listImages",
      summary = "Lists a dataset's images with their paths and labels, in the order of their index",
      description =
          "To viewers of a campaign on it. First come those of the pool. `split` (pool or test),"
              + " `label`, `labelled` and `folder` leave others out; a folder has all below it, and"
              + " is told by the end of its path, such as dogs or pets/dogs.")
  public Page<ListedImage> images(
      @RestPath String id,
      @RestQuery @DefaultValue("50") String limit,
      @RestQuery String cursor,
      @RestQuery Optional<String> split,
      @RestQuery Optional<String> label,
      @RestQuery Optional<Boolean> labelled,
      @RestQuery Optional<String> folder) {
    PageRequest asked = PageRequest.of(limit, cursor);
    RegisteredDataset dataset = visible.requireReady(id);
    if (datasets.find(dataset.id(), access.where(Role.VIEWER)).isEmpty()) {
      throw Problem.of(404, "dataset '" + id + "' has no image that you may list").refusal();
    }
    ImageFilter filter = ImageFilter.of(dataset.classNames(), split, label, labelled, folder);
    Optional<ImagePaths> paths = objects.paths(dataset.id());
    int count = dataset.pool() + dataset.test();
    int first = (int) Math.min(asked.afterId(), count);
    return asked.page(
        IntStream.range(first, count)
            .mapToObj(image -> listed(dataset, paths, image))
            .filter(filter::matches)
            .limit(asked.rows())
            .toList(),
        image -> String.valueOf(image.index() + 1));
  }

  private ListedImage listed(RegisteredDataset dataset, Optional<ImagePaths> paths, int image) {
    return new ListedImage(
        image,
        image < dataset.pool() ? Split.POOL : Split.TEST,
        paths.map(known -> known.path(image)).filter(path -> !path.isEmpty()),
        objects.className(dataset.id(), image));
  }

  @GET
  @Path("/{id}/classes")
  @Operation(
      operationId = "countClasses",
      summary = "Counts the images of each class that a dataset came with")
  public ClassCounts classes(@RestPath String id) {
    RegisteredDataset dataset = visible.requireReady(id);
    return ClassCounts.of(dataset.classes(), objects.labels(dataset.id()), dataset.pool());
  }
}
