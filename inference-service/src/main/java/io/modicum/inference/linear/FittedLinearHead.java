package io.modicum.inference.linear;

import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.Npy;
import io.modicum.inference.head.Bootstrap;
import io.modicum.inference.head.Features;
import io.modicum.inference.head.FittedHead;
import io.modicum.inference.head.LabelledFeatures;
import io.modicum.inference.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A cycle's linear classifier and how it came about.
 *
 * @param head fitted on all labels, its probabilities calibrated where there are labels enough
 * @param committee heads fitted alike on bootstrap resamples of the labels
 * @param c inverse of the L2 penalty, as given or chosen on held-out labels
 * @param temperature by which the margins of all heads are divided
 * @param heldOut how fits with this C do on labels that they have not seen; absent where there are
 *     too few labels, or none of some class
 */
record FittedLinearHead(
    LinearHead head,
    List<LinearHead> committee,
    double c,
    double temperature,
    Optional<Predictions.HeldOut> heldOut)
    implements FittedHead {

  /** As {@link LinearModel#fit}. */
  static FittedLinearHead fit(
      LinearModel model,
      LabelledFeatures images,
      ClassifierSettings settings,
      long seed,
      Runnable requireWanted) {
    int[] present = Arrays.stream(images.labelled().labels()).distinct().sorted().toArray();
    SplittableRandom random = new SplittableRandom(seed);
    TrainingSet known = TrainingSet.of(images, images.labelled(), present);
    TrainingSet guessed = TrainingSet.of(images, images.pseudo(), present);
    HeldOut.Choice choice =
        HeldOut.choose(model, settings.c(), known, guessed, random.split(), requireWanted);
    TrainingSet set = known.and(guessed);
    double[] parameters = parameters(model, set, choice.c(), set.zero(), requireWanted);
    Function<double[], LinearHead> spread =
        fitted ->
            LinearHead.of(
                fitted, present, images.classes(), choice.temperature(), images.standardisation());
    List<LinearHead> committee =
        IntStream.range(0, settings.committee())
            .mapToObj(member -> set.at(Bootstrap.places(set.labels(), random)))
            .map(drawn -> parameters(model, drawn, choice.c(), parameters, requireWanted))
            .map(spread)
            .toList();
    return new FittedLinearHead(
        spread.apply(parameters),
        committee,
        choice.c(),
        choice.temperature(),
        present.length == images.classes()
            ? heldOut(model, choice, known, guessed, seed, requireWanted)
            : Optional.empty());
  }

  /** Pseudo-labels come from a classifier that knew all labels, so none is held out from them. */
  private static Optional<Predictions.HeldOut> heldOut(
      LinearModel model,
      HeldOut.Choice choice,
      TrainingSet known,
      TrainingSet guessed,
      long seed,
      Runnable requireWanted) {
    if (guessed.size() == 0) {
      return choice.heldOut();
    }
    TrainingSet none = known.at(new int[0]);
    return HeldOut.choose(model, choice.c(), known, none, new SplittableRandom(seed), requireWanted)
        .heldOut();
  }

  /** A single class needs no fit, with bias 0 it is certain; no class needs none either. */
  private static double[] parameters(
      LinearModel model, TrainingSet set, double c, double[] start, Runnable requireWanted) {
    return set.classes() <= 1
        ? start
        : set.fit(model).minimise(c, start, LinearFit.TIGHT, requireWanted);
  }

  @Override
  public Optional<Predictions.Head> chosen() {
    return Optional.of(new Predictions.Head(c, temperature));
  }

  @Override
  public float[] probabilities(Features features, Runnable requireWanted) {
    return head.probabilities(features, requireWanted);
  }

  @Override
  public void append(OnnxGraph graph) {
    head.append(graph);
  }

  @Override
  public boolean writesCommittee() {
    return true;
  }

  @Override
  public void write(BiConsumer<String, byte[]> part) {
    head.write(part);
    if (!committee.isEmpty()) {
      int members = committee.size();
      part.accept(
          Predictions.COMMITTEE_WEIGHTS,
          Npy.encode(joined(LinearHead::weights), members, head.classes(), head.dimensions()));
      part.accept(
          Predictions.COMMITTEE_BIAS,
          Npy.encode(joined(LinearHead::bias), members, head.classes()));
    }
  }

  private float[] joined(Function<LinearHead, float[]> of) {
    int length = of.apply(head).length;
    float[] all = new float[committee.size() * length];
    for (int member = 0; member < committee.size(); member++) {
      System.arraycopy(of.apply(committee.get(member)), 0, all, member * length, length);
    }
    return all;
  }
}
