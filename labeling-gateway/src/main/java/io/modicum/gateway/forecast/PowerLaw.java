package io.modicum.gateway.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * The power law of a learning curve: after {@code n} labels, those that came with the dataset among
 * them, the error is {@code a·n^-b + c} (Hestness et al. 2017, arXiv 1712.00409; Viering and Loog
 * 2023, arXiv 2103.10948), give or take the noise of one cycle, which is the smaller the more
 * images it was measured on.
 *
 * <p>Three numbers fitted to a handful of points are not to be trusted one by one. So each law on a
 * grid of {@code b}, {@code c} and noise is weighed by how well it explains the curve, its
 * amplitude {@code a} being fitted by weighted least squares, at least 0, and integrated out:
 * Bayes' rule with a flat prior over log {@code b}, {@code c}, log noise, and the error at the
 * middle of the curve. What they expect of another number of labels is a mixture of normal
 * distributions, of which a forecast gives the median and the 5th and 95th percentile. Nothing is
 * drawn at random. Immutable.
 */
public final class PowerLaw {

  /** Fewer points say nothing about the three numbers of a law. */
  public static final int LEAST_POINTS = 3;

  private static final double LEAST_EXPONENT = 0.05;
  private static final double GREATEST_EXPONENT = 2;
  private static final int EXPONENTS = 31;
  private static final int FLOORS = 51;

  /** The noise in units of what the finite number of evaluated images alone explains. */
  private static final double[] NOISE = {0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8};

  private static final double NEGLIGIBLE = 1e-6;
  private static final int BISECTIONS = 20;

  private final double middle;
  private final int existing;
  private final List<Law> laws;

  /**
   * One cycle's outcome.
   *
   * @param labels that people gave
   * @param existing labels that came with the dataset and were learnt from, too
   * @param accuracy share predicted right, in [0, 1]
   * @param evaluated images that it is measured on
   */
  public record Point(int labels, int existing, double accuracy, int evaluated) {

    int learntFrom() {
      return labels + existing;
    }
  }

  /**
   * A point as laws are held against it.
   *
   * @param weight inverse variance of its accuracy, in units of the last point's
   */
  private record Seen(int labels, double error, double weight) {}

  /**
   * One law with its noise.
   *
   * @param amplitude error above {@code floor} at the middle of the curve
   * @param precision of the amplitude, in units of the noise's
   * @param noise of the last point and those to come
   * @param weight any multiple of the law's probability
   */
  private record Law(
      double exponent,
      double floor,
      double amplitude,
      double precision,
      double noise,
      double weight) {}

  /** What a law expects: a normal distribution. */
  private record Expectation(double mean, double deviation, double weight) {}

  /**
   * Weighs the laws by a curve.
   *
   * @param curve at least {@value #LEAST_POINTS} points, each measured on an image or more; labels
   *     grow, from 1 or more
   */
  public PowerLaw(List<Point> curve) {
    if (curve.size() < LEAST_POINTS) {
      throw new IllegalArgumentException("needs at least " + LEAST_POINTS + " points");
    }
    Point last = curve.get(curve.size() - 1);
    this.existing = last.existing();
    this.middle =
        Math.exp(curve.stream().mapToDouble(p -> Math.log(p.learntFrom())).average().orElseThrow());
    double evaluated = curve.stream().mapToDouble(Point::evaluated).sum();
    double mean =
        curve.stream().mapToDouble(p -> (1 - p.accuracy()) * p.evaluated()).sum() / evaluated;
    double sampling = samplingNoise(1 - mean, last.evaluated());
    List<Seen> seen = curve.stream().map(p -> seen(p, 1 - mean, sampling)).toList();
    List<Law> all = new ArrayList<>();
    for (int i = 0; i < EXPONENTS; i++) {
      double exponent =
          LEAST_EXPONENT
              * Math.pow(GREATEST_EXPONENT / LEAST_EXPONENT, (double) i / (EXPONENTS - 1));
      double[] decays = seen.stream().mapToDouble(p -> decay(p.labels(), exponent)).toArray();
      for (int j = 0; j < FLOORS; j++) {
        addFitted(all, seen, decays, exponent, mean * j / (FLOORS - 1), sampling);
      }
    }
    this.laws = likely(all);
  }

  private static Seen seen(Point point, double accuracy, double lastNoise) {
    double relative = lastNoise / samplingNoise(accuracy, point.evaluated());
    return new Seen(point.learntFrom(), 1 - point.accuracy(), relative * relative);
  }

  /** Standard deviation of the accuracy on so many images, drawn at random. */
  private static double samplingNoise(double accuracy, int evaluated) {
    double share = (accuracy * evaluated + 1) / (evaluated + 2);
    return Math.sqrt(share * (1 - share) / evaluated);
  }

  /** Adds the law with each noise, and the logarithm of its weight. */
  private static void addFitted(
      List<Law> all,
      List<Seen> curve,
      double[] decays,
      double exponent,
      double floor,
      double sampling) {
    double product = 0;
    double precision = 0;
    for (int i = 0; i < decays.length; i++) {
      Seen point = curve.get(i);
      product += point.weight() * decays[i] * (point.error() - floor);
      precision += point.weight() * decays[i] * decays[i];
    }
    double amplitude = Math.max(0, product / precision);
    double squares = 0;
    for (int i = 0; i < decays.length; i++) {
      double residual = curve.get(i).error() - floor - amplitude * decays[i];
      squares += curve.get(i).weight() * residual * residual;
    }
    for (double factor : NOISE) {
      double noise = factor * sampling;
      double weight =
          -squares / (2 * noise * noise)
              - (decays.length - 1) * Math.log(noise)
              - Math.log(precision) / 2;
      all.add(new Law(exponent, floor, amplitude, precision, noise, weight));
    }
  }

  private double decay(int labels, double exponent) {
    return Math.pow(labels / middle, -exponent);
  }

  private static List<Law> likely(List<Law> all) {
    double best = all.stream().mapToDouble(Law::weight).max().orElseThrow();
    return all.stream()
        .map(
            law ->
                new Law(
                    law.exponent(),
                    law.floor(),
                    law.amplitude(),
                    law.precision(),
                    law.noise(),
                    Math.exp(law.weight() - best)))
        .filter(law -> law.weight() > NEGLIGIBLE)
        .toList();
  }

  /**
   * Returns what accuracy one more cycle would have with so many labels of people, measured on as
   * many images as the last, beside as many labels that came with the dataset.
   */
  public Forecast at(int labels) {
    List<Expectation> errors =
        laws.stream()
            .map(
                law -> {
                  double x = decay(labels + existing, law.exponent());
                  return new Expectation(
                      law.floor() + law.amplitude() * x,
                      law.noise() * Math.sqrt(1 + x * x / law.precision()),
                      law.weight());
                })
            .toList();
    return new Forecast(
        labels, 1 - errorAt(errors, 0.5), 1 - errorAt(errors, 0.95), 1 - errorAt(errors, 0.05));
  }

  /** Returns the quantile of the mixture, in [0, 1], by bisection. */
  private static double errorAt(List<Expectation> errors, double probability) {
    double total = errors.stream().mapToDouble(Expectation::weight).sum();
    double low = 0;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double error = (low + high) / 2;
      double below = 0;
      for (Expectation expected : errors) {
        below += expected.weight() * normal((error - expected.mean()) / expected.deviation());
      }
      if (below < probability * total) {
        low = error;
      } else {
        high = error;
      }
    }
    return (low + high) / 2;
  }

  /** The normal distribution function to 7 digits (Abramowitz and Stegun 1964, 26.2.17). */
  private static double normal(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
    return z < 0 ? tail : 1 - tail;
  }
}
