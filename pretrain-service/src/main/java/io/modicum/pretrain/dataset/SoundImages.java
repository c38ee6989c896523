package io.modicum.pretrain.dataset;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.SkippedFiles;
import io.modicum.pretrain.dataset.layout.NameList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** The images of a plan that decode, pool first, and whether they are enough for a dataset. */
final class SoundImages {

  private static final Logger LOG = Logger.getLogger(SoundImages.class);

  private static final int LEAST_IMAGES = 2;

  /** 29 of 100 are a share of 0.29, although 0.29 × 100 is less in binary. */
  private static final double ROUNDING = 1e-6;

  private final PackingPlan plan;
  private final String archive;
  private final double mostBroken;
  private final IntStream.Builder labels = IntStream.builder();
  private final BitSet classesOfPool = new BitSet();
  private final List<String> paths = new ArrayList<>();
  private boolean anyPath;
  private int pool;

  SoundImages(PackingPlan plan) {
    this.plan = plan;
    this.archive = plan.registered().fileName();
    this.mostBroken = plan.registered().mostBrokenOrBefore();
  }

  /** Adds the images of the next shard. */
  void add(PlannedShard shard, PackedShard packed) {
    BitSet broken = new BitSet();
    packed.broken().forEach(broken::set);
    for (int place = broken.nextClearBit(0);
        place < shard.images().size();
        place = broken.nextClearBit(place + 1)) {
      add(shard.images().get(place), shard.inPool());
    }
  }

  private void add(PlannedImage image, boolean inPool) {
    labels.add(image.label());
    paths.add(image.path());
    anyPath |= !image.path().isEmpty();
    if (inPool) {
      pool++;
      if (image.label() >= 0) {
        classesOfPool.set(image.label());
      }
    }
  }

  /** Returns how many of them may be trained on. */
  int pool() {
    return pool;
  }

  int test() {
    return paths.size() - pool;
  }

  int[] labels() {
    return labels.build().toArray();
  }

  /** Returns the path of each, or nothing if none has one. */
  List<String> paths() {
    return anyPath ? paths : List.of();
  }

  /**
   * Refuses too few.
   *
   * @param skipped names the broken ones
   * @throws InvalidInput if too many are broken or fewer than two sound, or if they leave the pool,
   *     a class in it or a test split that the archive has empty
   */
  void requireEnough(SkippedFiles skipped) {
    boolean testIsLost = plan.test() > 0 && test() == 0;
    if (pool == 0
        || testIsLost
        || paths.size() < LEAST_IMAGES
        || plan.images() - paths.size() > mostBroken * plan.images() + ROUNDING) {
      throw tooFew(skipped);
    }
    requireAllClasses(skipped);
    if (skipped.count(SkippedFiles.BROKEN) > 0) {
      LOG.warnf("%s was packed without its broken files%s", archive, skipped.broken());
    }
  }

  /** Refuses classes that nothing could be learnt of, rather than to pack another task. */
  private void requireAllClasses(SkippedFiles skipped) {
    List<String> missing =
        IntStream.range(0, plan.classes().size())
            .filter(label -> !classesOfPool.get(label))
            .mapToObj(plan.classes()::get)
            .toList();
    if (!missing.isEmpty()) {
      throw new InvalidInput(
          archive,
          "has no sound image to train on of "
              + missing.size()
              + " of its classes"
              + NameList.of(": ", missing)
              + "; mend or add some, or leave these classes out"
              + skipped.broken());
    }
  }

  private InvalidInput tooFew(SkippedFiles skipped) {
    String found = "has " + pool + " images to train on and " + test() + " to test with";
    String split = plan.test() == 0 ? "" : ", and neither part may be empty";
    if (skipped.count(SkippedFiles.BROKEN) == 0) {
      return new InvalidInput(
          archive, found + "; " + LEAST_IMAGES + " are needed at least" + split);
    }
    return new InvalidInput(
        archive,
        found
            + " that are sound, of "
            + plan.images()
            + " in all; "
            + LEAST_IMAGES
            + " are needed at least, and a share of at most "
            + mostBroken
            + " may be broken (mostBroken)"
            + split
            + skipped.broken());
  }
}
