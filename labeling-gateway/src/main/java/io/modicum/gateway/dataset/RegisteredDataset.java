package io.modicum.gateway.dataset;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.manifest.Dataset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A dataset as the gateway knows it.
 *
 * @param format name of its archive's layout, or {@code auto}
 * @param classes names of its classes in label order, empty until it is ready
 * @param pool images that may be labelled, 0 until it is ready
 * @param labelled images of the pool that came with a label; empty until it is ready, and where an
 *     earlier release took note of it
 * @param test images of the test split, 0 until it is ready
 * @param skipped files that were left out or are not as they should be; empty until it is ready
 */
public record RegisteredDataset(
    DatasetId id,
    String name,
    String format,
    int imageSize,
    String fileName,
    DatasetState state,
    List<String> classes,
    int pool,
    OptionalInt labelled,
    int test,
    int height,
    int width,
    List<Dataset.Skipped> skipped) {

  /** Returns a dataset as it is before anything of its archive is known. */
  static RegisteredDataset notPacked(
      DatasetId id, String name, String format, int imageSize, String fileName) {
    List<String> noClasses = List.of();
    int none = 0;
    return new RegisteredDataset(
        id,
        name,
        format,
        imageSize,
        fileName,
        DatasetState.REGISTERED,
        noClasses,
        none,
        OptionalInt.empty(),
        none,
        none,
        none,
        List.of());
  }

  /** Returns its classes by what people call them. */
  public ClassNames classNames() {
    return new ClassNames(classes);
  }

  /**
   * Returns what lets it be packed.
   *
   * @param key object key of what its source reads
   * @param mostBroken share of its images that may be broken, in [0, 1]
   */
  DatasetRegistered event(String key, double mostBroken) {
    return new DatasetRegistered(
        id, name, format, key, fileName, imageSize, OptionalDouble.of(mostBroken));
  }
}
