package io.modicum.gateway.agreement;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * What items truly are and how each annotator errs, estimated together by expectation maximisation
 * (Dawid and Skene, "Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm",
 * Applied Statistics 28, 1979). Each annotator has a confusion matrix; a label counts for as much
 * as its annotator is right, and for what that annotator takes for what.
 */
public final class DawidSkene {

  private static final int MOST_ITERATIONS = 1000;
  private static final double TOLERANCE = 1e-9;

  private final Collection<Rating> ratings;
  private final Map<Integer, Integer> known;
  private final double smoothing;
  private final double[][] posteriors;
  private final double[] priors;
  private final double[][][] confusion;

  /**
   * Estimates until no probability changes by more than 1e-9, for 1000 rounds at most.
   *
   * @param ratings at least one of each item; an annotator may rate an item more than once
   * @param known the true class of items that are known, which are not estimated but tell of the
   *     annotators
   * @param items how many there are
   * @param annotators how many there are
   * @param classes how many there are
   * @param smoothing labels that each cell of each confusion matrix is given in advance; 0 is the
   *     paper's maximum likelihood, which is overconfident where an annotator gave few labels
   */
  public DawidSkene(
      Collection<Rating> ratings,
      Map<Integer, Integer> known,
      int items,
      int annotators,
      int classes,
      double smoothing) {
    this.ratings = ratings;
    this.known = Map.copyOf(known);
    this.smoothing = smoothing;
    this.posteriors = new double[items][classes];
    this.priors = new double[classes];
    this.confusion = new double[annotators][classes][classes];
    shareVotes();
    double change = Double.MAX_VALUE;
    for (int round = 0; round < MOST_ITERATIONS && change > TOLERANCE; round++) {
      maximise();
      change = expect();
    }
  }

  /** Returns how probable each class is, {@code [items, classes]}. */
  public double[][] posteriors() {
    return posteriors;
  }

  /** Returns how frequent each class is, {@code [classes]}. */
  public double[] priors() {
    return priors;
  }

  /**
   * Returns the probability that an annotator says the class of the column of an item of the class
   * of the row, {@code [annotators, classes, classes]}; rows of classes that no item seems to have
   * are all 0.
   */
  public double[][][] confusion() {
    return confusion;
  }

  /** Starts with the share of the labels (the paper's equation 3.1). */
  private void shareVotes() {
    for (Rating rating : ratings) {
      posteriors[rating.item()][rating.label()]++;
    }
    for (int item = 0; item < posteriors.length; item++) {
      settle(item, posteriors[item]);
    }
  }

  /** Makes probabilities of weights, or certainty where the class is known. */
  private void settle(int item, double[] weights) {
    Integer truth = known.get(item);
    if (truth != null) {
      Arrays.fill(weights, 0);
      weights[truth] = 1;
    } else {
      normalise(weights);
    }
  }

  /** The best priors and confusion matrices for the posteriors (equations 2.3 and 2.4). */
  private void maximise() {
    Arrays.fill(priors, 0);
    for (double[] posterior : posteriors) {
      for (int truth = 0; truth < priors.length; truth++) {
        priors[truth] += posterior[truth];
      }
    }
    normalise(priors);
    for (double[][] matrix : confusion) {
      for (double[] row : matrix) {
        Arrays.fill(row, smoothing);
      }
    }
    for (Rating rating : ratings) {
      double[] posterior = posteriors[rating.item()];
      for (int truth = 0; truth < priors.length; truth++) {
        confusion[rating.annotator()][truth][rating.label()] += posterior[truth];
      }
    }
    for (double[][] matrix : confusion) {
      for (double[] row : matrix) {
        normalise(row);
      }
    }
  }

  /** The posteriors that priors and matrices give (equation 2.5); returns the largest change. */
  private double expect() {
    double[][] logs = new double[posteriors.length][];
    for (int item = 0; item < logs.length; item++) {
      logs[item] = Arrays.stream(priors).map(Math::log).toArray();
    }
    for (Rating rating : ratings) {
      double[] log = logs[rating.item()];
      for (int truth = 0; truth < log.length; truth++) {
        log[truth] += Math.log(confusion[rating.annotator()][truth][rating.label()]);
      }
    }
    double change = 0;
    for (int item = 0; item < logs.length; item++) {
      double highest = Arrays.stream(logs[item]).max().orElseThrow();
      double[] weights = Arrays.stream(logs[item]).map(log -> Math.exp(log - highest)).toArray();
      settle(item, weights);
      for (int truth = 0; truth < weights.length; truth++) {
        change = Math.max(change, Math.abs(weights[truth] - posteriors[item][truth]));
      }
      posteriors[item] = weights;
    }
    return change;
  }

  private static void normalise(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; sum > 0 && i < weights.length; i++) {
      weights[i] /= sum;
    }
  }
}
