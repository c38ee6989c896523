package io.modicum.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.gateway.progress.FailureView;
import io.modicum.gateway.progress.Progress;
import io.modicum.gateway.progress.StageView;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A dataset as clients see it.
 *
 * @param format layout of its archive, as it was declared
 * @param pool images that may be labelled
 * @param labelled images of the pool that came with a label; absent until it is ready, and of
 *     datasets that an earlier release packed
 * @param test images of the test split
 * @param skipped files that were left out or are not as they should be, by reason
 * @param failure what packing says, if it gave up
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record DatasetView(
    DatasetId id,
    String name,
    DatasetState state,
    String format,
    List<String> classes,
    int pool,
    OptionalInt labelled,
    int test,
    int height,
    int width,
    List<Dataset.Skipped> skipped,
    List<StageView> stages,
    Optional<FailureView> failure) {

  /** Answers whoever registered a dataset. */
  static Response accepted(RegisteredDataset dataset, Progress progress) {
    return Response.accepted(of(dataset, progress))
        .location(URI.create("/api/v1/datasets/" + dataset.id()))
        .build();
  }

  static DatasetView of(RegisteredDataset dataset, Progress progress) {
    String subject = dataset.id().value();
    return new DatasetView(
        dataset.id(),
        dataset.name(),
        dataset.state(),
        dataset.format(),
        dataset.classes(),
        dataset.pool(),
        dataset.labelled(),
        dataset.test(),
        dataset.height(),
        dataset.width(),
        dataset.skipped(),
        progress.stages(subject),
        dataset.state() == DatasetState.FAILED ? progress.failure(subject) : Optional.empty());
  }
}
