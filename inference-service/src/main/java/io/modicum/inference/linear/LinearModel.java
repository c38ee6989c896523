package io.modicum.inference.linear;

import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.store.Npy;
import io.modicum.inference.head.Classifier;
import io.modicum.inference.head.FittedHead;
import io.modicum.inference.head.Head;
import io.modicum.inference.head.LabelledFeatures;
import java.util.function.Function;

/**
 * A linear head: the margins {@code W x + b} that cost the least by some loss, with an L2 penalty.
 * C, temperature and committee are the same affair for each loss.
 */
abstract class LinearModel implements Head {

  /**
   * Returns what the margins of some labelled rows cost.
   *
   * @param labels class of each row
   * @param blocks of {@link RowBlock#ROWS} rows
   */
  abstract Loss loss(int[] labels, int blocks);

  /** Whether the bias is penalised like the weight of a constant feature 1. */
  abstract boolean penalisesBias();

  @Override
  public final FittedHead fit(
      LabelledFeatures images, ClassifierSettings settings, long seed, Runnable requireWanted) {
    return FittedLinearHead.fit(this, images, settings, seed, requireWanted);
  }

  @Override
  public final Classifier read(Function<String, Npy> part) {
    return LinearHead.read(part);
  }
}
