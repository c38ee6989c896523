package io.modicum.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.failure.InvalidInput;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A dataset's images are known to lie somewhere and wait to be packed.
 *
 * @param name what people call the dataset
 * @param format name of the archive's layout, as in the catalogue; or {@code auto}, to have it
 *     found out from the archive's file names
 * @param archive object key of what its source reads, which ends with the source's name: the
 *     archive itself, or the address of a bucket's files
 * @param fileName the archive or folder as its owner named it
 * @param imageSize pixels per side to resize to, 0 to keep the size that all images share
 * @param mostBroken share of the images that may be broken, in [0, 1]; absent in older events,
 *     which took half
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DatasetRegistered(
    DatasetId dataset,
    String name,
    String format,
    String archive,
    String fileName,
    int imageSize,
    OptionalDouble mostBroken)
    implements Event {

  private static final int SMALLEST_SIDE = 8;
  private static final int LARGEST_SIDE = 512;

  /** What events say that are older than the setting. */
  private static final double MOST_BROKEN_BEFORE = 0.5;

  /** An archive of which half of the images may be broken. */
  public DatasetRegistered(
      DatasetId dataset,
      String name,
      String format,
      String archive,
      String fileName,
      int imageSize) {
    this(dataset, name, format, archive, fileName, imageSize, OptionalDouble.empty());
  }

  /**
   * Fails unless images can be packed in a size.
   *
   * @param imageSize pixels per side, 0 for that which all images share
   * @throws InvalidInput naming {@code imageSize}
   */
  public static void requireImageSize(int imageSize) {
    if (imageSize != 0 && (imageSize < SMALLEST_SIDE || imageSize > LARGEST_SIDE)) {
      throw new InvalidInput(
          "imageSize",
          "must be 0 or " + SMALLEST_SIDE + " to " + LARGEST_SIDE + ", was " + imageSize);
    }
  }

  /** Returns the share of the images that may be broken, in [0, 1]. */
  public double mostBrokenOrBefore() {
    return mostBroken.orElse(MOST_BROKEN_BEFORE);
  }

  /**
   * Fails unless a share of the images may be broken.
   *
   * @throws InvalidInput naming {@code mostBroken}
   */
  public void requireMostBroken() {
    double share = mostBrokenOrBefore();
    if (!(share >= 0 && share <= 1)) {
      throw new InvalidInput("mostBroken", "must be a share of the images, 0 to 1, was " + share);
    }
  }

  @Override
  public String subject() {
    return dataset.value();
  }

  @Override
  public Optional<String> wantedWhile() {
    return Optional.of(archive);
  }
}
