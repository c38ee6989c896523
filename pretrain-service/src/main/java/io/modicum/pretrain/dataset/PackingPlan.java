package io.modicum.pretrain.dataset;

import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What of a dataset is packed, and in which shards. Where replicas share them its manifest has the
 * parts {@code shard-00000.json} …, a {@link PlannedShard} each, and {@link #LEFT_OUT}.
 *
 * @param classes names of the classes, in label order
 * @param width of packed images in pixels
 * @param guessed whether that size is only that of the first images, and all others must be found
 *     to have it
 * @param shards in the order of their images; none where the files of a source cannot be read each
 *     by itself
 */
record PackingPlan(
    DatasetRegistered registered,
    List<String> classes,
    int height,
    int width,
    boolean guessed,
    List<Shard> shards) {

  /** Name of the part with the files that are no images, a table as {@code Dataset.PROBLEMS} is. */
  static final String LEFT_OUT = "left-out.csv";

  PackingPlan {
    classes = List.copyOf(classes);
    shards = List.copyOf(shards);
  }

  /**
   * What everybody needs to know of a shard.
   *
   * @param address hash of what it is made of
   * @param images how many, sound or broken
   */
  record Shard(String address, int images, boolean inPool) {}

  static PackingPlan of(
      DatasetRegistered registered,
      List<String> classes,
      Size size,
      boolean guessed,
      List<PlannedShard> planned) {
    return new PackingPlan(
        registered,
        classes,
        size.height(),
        size.width(),
        guessed,
        planned.stream()
            .map(
                shard ->
                    new Shard(shard.address(size, guessed), shard.images().size(), shard.inPool()))
            .toList());
  }

  /** Returns the name of the part that tells the images of a shard. */
  static String part(int shard) {
    return String.format(Locale.ROOT, "shard-%05d.json", shard);
  }

  /** Returns the same shards in another size, which does not depend on them. */
  PackingPlan resized(Size size, List<PlannedShard> planned) {
    return of(registered, classes, size, false, planned);
  }

  Size size() {
    return new Size(width, height);
  }

  /** Returns how many images there are, sound or broken. */
  int images() {
    return shards.stream().mapToInt(Shard::images).sum();
  }

  /** Returns how many images of the test split there are, sound or broken. */
  int test() {
    return shards.stream().filter(shard -> !shard.inPool()).mapToInt(Shard::images).sum();
  }

  /** Returns how many images come before those of a shard. */
  int before(int shard) {
    return IntStream.range(0, shard).map(i -> shards.get(i).images()).sum();
  }
}
