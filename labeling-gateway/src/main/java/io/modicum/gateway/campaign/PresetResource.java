package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.Preset;
import io.modicum.gateway.dataset.RegisteredDataset;
import io.modicum.gateway.dataset.VisibleDatasets;
import io.modicum.gateway.progress.Progress;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What a campaign's presets mean for a dataset. */
@Path("/api/v1/datasets")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "datasets")
public class PresetResource {

  private final VisibleDatasets datasets;
  private final Progress progress;

  PresetResource(VisibleDatasets datasets, Progress progress) {
    this.datasets = datasets;
    this.progress = progress;
  }

  @GET
  @Path("/{id}/presets")
  @Operation(
      operationId = "listPresets",
      summary = "Tells what each preset means for a dataset, and how long it takes",
      description =
          "A campaign that names a preset and neither `pretraining.epochs` nor `pretraining.batch`"
              + " is trained so. On few images a batch is at most an eighth of the pool, though not"
              + " below 64 while there are as many, and epochs go on until they are `leastSteps`.")
  public PresetView.PresetList presets(@RestPath String id) {
    RegisteredDataset dataset = datasets.requireReady(id);
    return new PresetView.PresetList(
        Arrays.stream(Preset.values())
            .map(preset -> PresetView.of(preset, dataset, progress))
            .toList());
  }
}
