package io.modicum.pretrain.dataset;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.store.Npy;
import io.modicum.pretrain.dataset.archive.SkippedFiles;
import io.modicum.pretrain.dataset.picture.Deadline;
import io.modicum.pretrain.dataset.picture.Picture;
import io.modicum.pretrain.dataset.picture.Picture.Pixels;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Packs the images of one shard. Those that do not decode are left out and named, all at once. */
final class ShardPacking implements AutoCloseable {

  /** So many images may be as slow as the deadline allows; then they are an attack. */
  private static final int MOST_LATE = 10;

  private final String archive;
  private final PackingPlan plan;
  private final Attempt attempt;
  private final SkippedFiles skipped = new SkippedFiles();
  private final ChannelStatistics statistics = new ChannelStatistics();
  private final List<Picture> sound = new ArrayList<>();
  private final List<Integer> broken = new ArrayList<>();
  private int late;

  ShardPacking(PackingPlan plan, Attempt attempt) {
    this.archive = plan.registered().fileName();
    this.plan = plan;
    this.attempt = attempt;
  }

  /**
   * Puts the shard's parts.
   *
   * @param done hears of how many images is known whether they are sound
   */
  PackedShard pack(List<Picture> pictures, IntConsumer done) {
    Size size = plan.size();
    int imageBytes = 3 * size.width() * size.height();
    byte[] packed = new byte[pictures.size() * imageBytes];
    boolean resized = false;
    for (int place = 0; place < pictures.size(); place++) {
      attempt.requireWanted();
      Optional<Pixels> pixels = decode(pictures.get(place), place);
      if (pixels.isPresent()) {
        boolean fits = pixels.get().size().equals(size);
        if (!fits && plan.guessed()) {
          return PackedShard.ofOtherSize();
        }
        resized |= !fits;
        byte[] planes = Resampling.fit(pixels.get(), size);
        statistics.add(planes);
        System.arraycopy(planes, 0, packed, sound.size() * imageBytes, imageBytes);
        sound.add(pictures.get(place));
      }
      done.accept(place + 1);
    }
    put(packed, imageBytes, resized);
    return new PackedShard(sound.size(), broken, statistics.sums(), false);
  }

  private Optional<Pixels> decode(Picture picture, int place) {
    try {
      return Optional.of(picture.decode());
    } catch (InvalidInput fault) {
      broken.add(place);
      leaveOut(fault);
      return Optional.empty();
    }
  }

  private void leaveOut(InvalidInput fault) {
    skipped.add(SkippedFiles.BROKEN, fault.subject(), fault.reason());
    if (fault.getCause() instanceof Deadline.Passed && ++late > MOST_LATE) {
      throw new InvalidInput(
          archive, "has many images that take too long to decode" + skipped.broken());
    }
  }

  private void put(byte[] packed, int imageBytes, boolean resized) {
    if (!sound.isEmpty()) {
      byte[] pixels = broken.isEmpty() ? packed : Arrays.copyOf(packed, sound.size() * imageBytes);
      attempt.put(
          PackedShard.IMAGES, Npy.encode(pixels, sound.size(), 3, plan.height(), plan.width()));
    }
    try {
      attempt.put(PackedShard.BROKEN, skipped.table());
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
    if (resized) {
      OriginalFiles.put(sound, attempt);
    }
  }

  @Override
  public void close() {
    skipped.close();
  }
}
