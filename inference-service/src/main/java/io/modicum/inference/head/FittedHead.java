package io.modicum.inference.head;

import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.manifest.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A cycle's classifier and how it came about.
 *
 * @param head fitted on all labels, its probabilities calibrated where there are labels enough
 * @param committee heads fitted alike on bootstrap resamples of the labels
 * @param c inverse of the L2 penalty, as given or chosen on held-out labels
 * @param temperature by which the margins of all heads are divided
 * @param heldOut how fits with this C do on labels that they have not seen; absent where there are
 *     too few labels, or none of some class
 */
public record FittedHead(
    LinearHead head,
    List<LinearHead> committee,
    double c,
    double temperature,
    Optional<Predictions.HeldOut> heldOut) {

  /**
   * Fits a head.
   *
   * @param features of all images, {@code [n, d]}
   * @param labelled images whose classes are in {@code [0, classes)}; where there are none, all
   *     classes are as probable
   * @param pseudo images of these classes that the head and its committee learn from, too; they are
   *     never held out
   * @param seed decides what is held out and drawn; the same seed gives the same head
   * @param requireWanted runs between the steps; ends the fit by an exception
   */
  public static FittedHead fit(
      ClassifierSettings settings,
      Features features,
      Standardisation standardisation,
      LabelledRows labelled,
      LabelledRows pseudo,
      int classes,
      long seed,
      Runnable requireWanted) {
    int[] present = Arrays.stream(labelled.labels()).distinct().sorted().toArray();
    SplittableRandom random = new SplittableRandom(seed);
    TrainingSet known = TrainingSet.of(features, standardisation, labelled, present);
    TrainingSet guessed = TrainingSet.of(features, standardisation, pseudo, present);
    HeldOut.Choice choice =
        HeldOut.choose(
            settings.kind(), settings.c(), known, guessed, random.split(), requireWanted);
    TrainingSet set = known.and(guessed);
    double[] parameters = parameters(settings.kind(), set, choice.c(), set.zero(), requireWanted);
    List<LinearHead> committee =
        IntStream.range(0, settings.committee())
            .mapToObj(member -> Bootstrap.resample(set, random))
            .map(drawn -> parameters(settings.kind(), drawn, choice.c(), parameters, requireWanted))
            .map(
                member ->
                    LinearHead.of(member, present, classes, choice.temperature(), standardisation))
            .toList();
    return new FittedHead(
        LinearHead.of(parameters, present, classes, choice.temperature(), standardisation),
        committee,
        choice.c(),
        choice.temperature(),
        present.length == classes
            ? heldOut(settings.kind(), choice, known, guessed, seed, requireWanted)
            : Optional.empty());
  }

  /** Pseudo-labels come from a classifier that knew all labels, so none is held out from them. */
  private static Optional<Predictions.HeldOut> heldOut(
      ClassifierSettings.Kind kind,
      HeldOut.Choice choice,
      TrainingSet known,
      TrainingSet guessed,
      long seed,
      Runnable requireWanted) {
    if (guessed.size() == 0) {
      return choice.heldOut();
    }
    TrainingSet none = known.at(new int[0]);
    return HeldOut.choose(kind, choice.c(), known, none, new SplittableRandom(seed), requireWanted)
        .heldOut();
  }

  /** A single class needs no fit, with bias 0 it is certain; no class needs none either. */
  private static double[] parameters(
      ClassifierSettings.Kind kind,
      TrainingSet set,
      double c,
      double[] start,
      Runnable requireWanted) {
    return set.classes() <= 1
        ? start
        : set.fit(kind).minimise(c, start, LinearFit.TIGHT, requireWanted);
  }
}
