package io.modicum.acquisition.function.options;

import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.PoolView;
import java.util.Arrays;

/** A pool of which some images may not be chosen. */
final class NarrowedPool extends PoolView {

  private final int[] candidates;

  private NarrowedPool(Pool whole, int[] candidates) {
    super(whole);
    this.candidates = candidates;
  }

  /**
   * @param images that may not be chosen
   */
  static NarrowedPool without(Pool whole, int... images) {
    boolean[] taken = new boolean[whole.size()];
    Arrays.stream(images).filter(image -> image < taken.length).forEach(i -> taken[i] = true);
    return new NarrowedPool(
        whole, Arrays.stream(whole.candidates()).filter(image -> !taken[image]).toArray());
  }

  @Override
  public int[] candidates() {
    return candidates.clone();
  }
}
