package io.modicum.inference.head;

import io.modicum.contracts.manifest.Predictions;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A classifier that has just been fitted, and how it came about. */
public interface FittedHead extends Classifier {

  /**
   * Writes the parts from which {@link Head#read} makes the same classifier, beside those that
   * every cycle's predictions have.
   *
   * @param part takes the name of each, such as {@code weights.npy}, and its content
   */
  void write(BiConsumer<String, byte[]> part);

  /**
   * Returns whether {@link #write} writes the committee that was asked for, as {@link
   * Predictions#COMMITTEE_WEIGHTS}. Where it does not, others of the same head are fitted to
   * bootstrap samples of the labels, and what each says of the pool is stored.
   */
  default boolean writesCommittee() {
    return false;
  }

  /** Returns what was chosen on held-out labels; empty where nothing is to be chosen. */
  default Optional<Predictions.Head> chosen() {
    return Optional.empty();
  }

  /**
   * Returns how such a fit does on labels that it has not seen, which is what stop rules look at;
   * empty where there are too few labels to tell.
   */
  default Optional<Predictions.HeldOut> heldOut() {
    return Optional.empty();
  }
}
