package io.modicum.contracts.manifest;

import java.util.List;
import java.util.Locale;

/**
 * A packed dataset. Images are numbered 0 to {@code pool + test - 1}: first the pool, then the test
 * split. Parts: {@code images-00000.npy} … uint8 {@code [n, 3, height, width]} and {@code
 * labels.npy} int32 {@code [pool + test]}, -1 where the class is unknown. Where images were
 * resized, {@link #ORIGINALS} int32 {@code [pool + test, 3]} tells where the file of each lies: the
 * number of the part {@code originals-00000.bin} …, the offset in it and the length in bytes, 0 for
 * an image without a file. Where images are files of the archive, {@link #PATHS} is a JSON array
 * {@code [pool + test]} of the path of each in it, empty for an image without a file; datasets of
 * earlier releases lack it. {@link #PROBLEMS} is a table of every such file as {@link Skipped}
 * tells of, CSV as RFC 4180 has it in UTF-8, with the header {@code path,reason,detail} and a row
 * to a line; earlier datasets lack it, too.
 *
 * @param classes names of the classes, in label order; none if the archive tells none
 * @param pool images that may be trained on
 * @param test images of the test split, 0 if the archive has none
 * @param shards which images are in which part
 * @param mean of each channel over the pool, in [0, 1]
 * @param standardDeviation of each channel over the pool, in [0, 1]
 * @param skipped files of the archive that were left out or are not as they should be; absent in
 *     older manifests
 */
public record Dataset(
    String name,
    List<String> classes,
    int height,
    int width,
    int pool,
    int test,
    List<Shard> shards,
    List<Double> mean,
    List<Double> standardDeviation,
    List<Skipped> skipped) {

  /** Name of the part with the labels. */
  public static final String LABELS = "labels.npy";

  /** Name of the part with the places of the original files. */
  public static final String ORIGINALS = "originals.npy";

  /** Name of the part with the paths of the files. */
  public static final String PATHS = "paths.json";

  /** Name of the part with the files that were left out. */
  public static final String PROBLEMS = "problems.csv";

  public Dataset {
    classes = List.copyOf(classes);
    shards = List.copyOf(shards);
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    skipped = skipped == null ? List.of() : List.copyOf(skipped);
  }

  /** A dataset of an archive of which nothing was left out. */
  public Dataset(
      String name,
      List<String> classes,
      int height,
      int width,
      int pool,
      int test,
      List<Shard> shards,
      List<Double> mean,
      List<Double> standardDeviation) {
    this(name, classes, height, width, pool, test, shards, mean, standardDeviation, List.of());
  }

  /** Returns the name of a part with original files. */
  public static String originals(int part) {
    return String.format(Locale.ROOT, "originals-%05d.bin", part);
  }

  /**
   * A run of images in one part.
   *
   * @param part name of the part
   * @param first index of its first image
   * @param count images in it
   */
  public record Shard(String part, int first, int count) {}

  /**
   * Files that were left out, or are not as they should be, for one reason.
   *
   * @param reason {@code broken}, {@code unsupported}, {@code helper} or {@code unused}; or, where
   *     tables name the images, {@code missing} (no such file), {@code unlisted} (no row) or {@code
   *     contradictory} (rows that say different things)
   * @param files how many
   * @param names of some of them, with what is wrong with each where the reason does not say all
   */
  public record Skipped(String reason, int files, List<String> names) {

    public Skipped {
      names = List.copyOf(names);
    }
  }
}
