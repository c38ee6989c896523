package io.modicum.inference.linear;

import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Chooses regularisation and temperature by the log-loss on labels that the fit has not seen:
 * five-fold stratified cross-validation, or above {@value #FOLDS_UP_TO} labels a single held-out
 * fifth. A class with a single label is never held out, nor is a pseudo-label.
 */
final class HeldOut {

  /** Labels per class, on average, from which there are enough to hold some out. */
  static final int LABELS_PER_CLASS = 5;

  /** C where there are too few labels to choose it. */
  static final double DEFAULT_C = 0.1;

  private static final List<Double> GRID = List.of(1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0);
  private static final int FOLDS = 5;
  private static final int FOLDS_UP_TO = 5_000;
  private static final int NEVER = -1;

  private final List<Fold> folds = new ArrayList<>();
  private final int[] labels;
  private final int unique;

  /**
   * What was chosen.
   *
   * @param c inverse of the L2 penalty
   * @param temperature by which to divide margins, 1 where there are too few labels to fit it
   * @param heldOut accuracy of the fits with that C, a little above that of a C chosen on other
   *     labels; absent where there are too few
   */
  record Choice(double c, double temperature, Optional<Predictions.HeldOut> heldOut) {

    static Choice ofTooFew(double c) {
      return new Choice(c, 1, Optional.empty());
    }
  }

  /** One part of the labels held out: a fit to the others, and the rows to try it on. */
  private static final class Fold {
    private final LinearFit fit;
    private final DesignMatrix heldOut;
    private double[] parameters;

    Fold(LinearModel model, TrainingSet seen, TrainingSet unseen) {
      this.fit = seen.fit(model);
      this.heldOut = unseen.matrix();
      this.parameters = seen.zero();
    }

    float[][] margins(double c, Runnable requireWanted) {
      parameters = fit.minimise(c, parameters, LinearFit.LOOSE, requireWanted);
      return heldOut.margins(parameters);
    }
  }

  private HeldOut(LinearModel model, TrainingSet set, TrainingSet pseudo, SplittableRandom random) {
    int[] foldOf = folds(set, random);
    int[] tried = new int[0];
    for (int f = 0; f < (set.size() > FOLDS_UP_TO ? 1 : FOLDS); f++) {
      int fold = f;
      TrainingSet seen = set.at(places(i -> foldOf[i] != fold, set.size()));
      TrainingSet unseen = set.at(places(i -> foldOf[i] == fold, set.size()));
      folds.add(new Fold(model, seen.and(pseudo), unseen));
      tried = IntStream.concat(IntStream.of(tried), IntStream.of(unseen.labels())).toArray();
    }
    this.labels = tried;
    this.unique = places(i -> foldOf[i] == NEVER, set.size()).length * folds.size() / FOLDS;
  }

  /**
   * Chooses for a training set.
   *
   * @param given C, or 0 to choose it, too
   * @param pseudo images of the same classes that every fit learns from
   * @param random decides which labels are held out together
   * @param requireWanted runs between the steps; ends the work by an exception
   */
  static Choice choose(
      LinearModel model,
      double given,
      TrainingSet set,
      TrainingSet pseudo,
      SplittableRandom random,
      Runnable requireWanted) {
    if (set.classes() <= 1 || set.size() < LABELS_PER_CLASS * set.classes()) {
      return Choice.ofTooFew(given > 0 ? given : DEFAULT_C);
    }
    return new HeldOut(model, set, pseudo, random)
        .best(given > 0 ? List.of(given) : GRID, requireWanted);
  }

  /** Walks up the grid, each fit starting from the one before, until the log-loss rises. */
  private Choice best(List<Double> grid, Runnable requireWanted) {
    Choice best = Choice.ofTooFew(grid.get(0));
    double least = Double.POSITIVE_INFINITY;
    for (double c : grid) {
      float[][] margins =
          folds.stream()
              .flatMap(fold -> Arrays.stream(fold.margins(c, requireWanted)))
              .toArray(float[][]::new);
      Temperature temperature = Temperature.fit(margins, labels, requireWanted);
      if (temperature.logLoss() >= least) {
        break;
      }
      least = temperature.logLoss();
      best = new Choice(c, temperature.value(), Optional.of(accuracy(margins)));
    }
    return best;
  }

  /**
   * The only label of a class counts as predicted wrong, since a fit without it does not know the
   * class. Their share is also Good and Turing's estimate (1953) of how many images of the pool are
   * of a class without a label.
   */
  private Predictions.HeldOut accuracy(float[][] margins) {
    int held = labels.length + unique;
    long right =
        IntStream.range(0, labels.length)
            .filter(i -> Vectors.argmax(margins[i], 0, margins[i].length) == labels[i])
            .count();
    return new Predictions.HeldOut((double) right / held, held);
  }

  /** Deals the images of each class, in random order, to the folds in turn. */
  private static int[] folds(TrainingSet set, SplittableRandom random) {
    int[] foldOf = new int[set.size()];
    int next = 0;
    for (int k = 0; k < set.classes(); k++) {
      int label = k;
      int[] ofClass = places(i -> set.labels()[i] == label, set.size());
      if (ofClass.length == 1) {
        foldOf[ofClass[0]] = NEVER;
        continue;
      }
      for (int i = ofClass.length - 1; i >= 0; i--) {
        int j = random.nextInt(i + 1);
        int drawn = ofClass[j];
        ofClass[j] = ofClass[i];
        foldOf[drawn] = next++ % FOLDS;
      }
    }
    return foldOf;
  }

  private static int[] places(IntPredicate which, int size) {
    return IntStream.range(0, size).filter(which).toArray();
  }
}
