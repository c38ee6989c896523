package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.Matrix;
import java.util.List;

/** A pool seen through another: the same but for what a subclass shows differently. */
public abstract class PoolView implements Pool {

  protected final Pool whole;

  protected PoolView(Pool whole) {
    this.whole = whole;
  }

  @Override
  public int indexInDataset(int image) {
    return whole.indexInDataset(image);
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

  @Override
  public void requireCampaign() {
    whole.requireCampaign();
  }
}
