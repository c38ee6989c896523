package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import java.util.Arrays;
import java.util.List;

/** A pool of which some images may not be chosen. */
record NarrowedPool(Pool whole, int[] candidates) implements Pool {

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
  public int size() {
    return whole.size();
  }

  @Override
  public int[] labelled() {
    return whole.labelled();
  }

  @Override
  public int[] candidates() {
    return candidates.clone();
  }

  @Override
  public int[] labels() {
    return whole.labels();
  }

  @Override
  public int classes() {
    return whole.classes();
  }

  @Override
  public Matrix features() {
    return whole.features();
  }

  @Override
  public Matrix probabilities() {
    return whole.probabilities();
  }

  @Override
  public List<Matrix> committee() {
    return whole.committee();
  }

  @Override
  public int[] truth() {
    return whole.truth();
  }

  @Override
  public long seed() {
    return whole.seed();
  }

  @Override
  public int cycle() {
    return whole.cycle();
  }
}
