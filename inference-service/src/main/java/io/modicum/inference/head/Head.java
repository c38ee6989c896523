package io.modicum.inference.head;

import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.catalogue.Offering;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.Npy;
import java.util.function.Function;

/**
 * A classifier that is fitted on frozen features, as a campaign's {@code classifier.kind} names it.
 */
public interface Head extends Offering {

  /**
   * Fits to the labels that there are. The same images, settings and seed give the same bits, on
   * any number of cores.
   *
   * @param settings with every setting of this head written out; {@code c} is that of linear heads,
   *     {@code committee} is looked at where the fit {@link FittedHead#writesCommittee}
   * @param seed decides whatever is drawn
   * @param requireWanted runs between the steps; ends the fit by an exception
   * @throws InvalidInput if no numbers come out, or a setting cannot be
   */
  FittedHead fit(
      LabelledFeatures images, ClassifierSettings settings, long seed, Runnable requireWanted);

  /**
   * Returns a classifier that such a head wrote once, in this version or an earlier one.
   *
   * @param part gives the content of a part by its name
   */
  Classifier read(Function<String, Npy> part);
}
