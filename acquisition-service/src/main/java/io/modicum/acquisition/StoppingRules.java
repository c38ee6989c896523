package io.modicum.acquisition;

import io.modicum.contracts.campaign.StopSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides from its learning curve whether a campaign ends. In this order:
 *
 * <ol>
 *   <li>Target accuracy: the latest accuracy is at least the target.
 *   <li>Budget: there is no further cycle.
 *   <li>Gain: the least-squares line through the latest {@value #GAIN_POINTS} points rises by less
 *       than the minimum per 100 labels. One cycle's accuracy is noisy, so a line through several
 *       points judges, and with fewer points none does. A curve that falls gains too little; one
 *       that rises by just the minimum goes on.
 * </ol>
 */
final class StoppingRules {

  private static final int GAIN_POINTS = 4;

  private final StopSettings settings;
  private final int cycles;

  /**
   * @param cycles how many the budget allows
   */
  StoppingRules(StopSettings settings, int cycles) {
    this.settings = settings;
    this.cycles = cycles;
  }

  /**
   * One cycle's outcome.
   *
   * @param labels images in the labelled set
   * @param accuracy share of the test split predicted right, in [0, 1]
   */
  record Point(int labels, double accuracy) {}

  /**
   * Returns why the campaign ends, or empty if it goes on.
   *
   * @param curve a point for each cycle so far, at least one; labels grow
   */
  Optional<String> reasonToEnd(List<Point> curve) {
    double accuracy = curve.get(curve.size() - 1).accuracy();
    if (settings.targetAccuracy().isPresent()
        && accuracy >= settings.targetAccuracy().getAsDouble()) {
      return Optional.of(
          format(
              "target accuracy of %s%% reached with %s%%",
              100 * settings.targetAccuracy().getAsDouble(), 100 * accuracy));
    }
    if (curve.size() >= cycles) {
      return Optional.of("budget spent");
    }
    if (settings.minimumGain().isPresent() && curve.size() >= GAIN_POINTS) {
      double minimum = settings.minimumGain().getAsDouble();
      double gain = 100 * slope(curve.subList(curve.size() - GAIN_POINTS, curve.size()));
      if (gain < minimum) {
        return Optional.of(
            format(
                "100 labels gained %s percentage points of accuracy, less than %s",
                100 * gain, 100 * minimum));
      }
    }
    return Optional.empty();
  }

  /** Returns the slope of the least-squares line, in accuracy per label. */
  private static double slope(List<Point> points) {
    double meanLabels = points.stream().mapToDouble(Point::labels).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (Point point : points) {
      double deviation = point.labels() - meanLabels;
      covariance += deviation * point.accuracy();
      variance += deviation * deviation;
    }
    return covariance / variance;
  }

  private static String format(String text, double measured, double given) {
    return text.formatted(decimal(measured), decimal(given));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }
}
