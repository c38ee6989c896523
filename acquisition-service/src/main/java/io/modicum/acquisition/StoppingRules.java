package io.modicum.acquisition;

import io.modicum.contracts.campaign.StopSettings;
import io.modicum.contracts.manifest.Predictions.HeldOut;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides from the accuracy on held-out labels whether a campaign ends; the test split has no say,
 * so that what is reported on it stays unbiased. In this order:
 *
 * <ol>
 *   <li>Target accuracy: the latest accuracy is at least the target.
 *   <li>Budget: there is no further cycle.
 *   <li>Gain: the least-squares line through the latest {@value #GAIN_POINTS} points rises by less
 *       than the minimum per 100 labels, and by more than its standard error less. One cycle's
 *       accuracy is noisy, so a line through several points judges, and with fewer points none
 *       does.
 * </ol>
 *
 * <p>Without an accuracy on held-out labels only the budget ends a campaign.
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
   * @param heldOut accuracy on held-out labels, where there were enough to tell
   */
  record Point(int labels, Optional<HeldOut> heldOut) {}

  /**
   * Returns why the campaign ends, or empty if it goes on.
   *
   * @param curve a point for each cycle so far, at least one; labels never become fewer
   */
  Optional<String> reasonToEnd(List<Point> curve) {
    return target(curve.get(curve.size() - 1))
        .or(() -> curve.size() >= cycles ? Optional.of("budget spent") : Optional.empty())
        .or(() -> gain(curve));
  }

  private Optional<String> target(Point latest) {
    return latest
        .heldOut()
        .filter(
            heldOut ->
                settings.targetAccuracy().isPresent()
                    && heldOut.accuracy() >= settings.targetAccuracy().getAsDouble())
        .map(
            heldOut ->
                "target accuracy of %s%% reached with %s%% of %s held-out labels"
                    .formatted(
                        decimal(100 * settings.targetAccuracy().getAsDouble()),
                        decimal(100 * heldOut.accuracy()),
                        Integer.toString(heldOut.labels())));
  }

  private Optional<String> gain(List<Point> curve) {
    if (settings.minimumGain().isEmpty() || curve.size() < GAIN_POINTS) {
      return Optional.empty();
    }
    List<Point> latest = curve.subList(curve.size() - GAIN_POINTS, curve.size());
    boolean grew = latest.get(0).labels() < latest.get(GAIN_POINTS - 1).labels();
    if (!grew || latest.stream().anyMatch(point -> point.heldOut().isEmpty())) {
      return Optional.empty();
    }
    double minimum = settings.minimumGain().getAsDouble();
    Line line = Line.through(latest);
    if (100 * (line.slope + line.standardError) >= minimum) {
      return Optional.empty();
    }
    return Optional.of(
        "100 labels gained %s ± %s percentage points of accuracy on held-out labels, less than %s"
            .formatted(
                decimal(1e4 * line.slope),
                decimal(1e4 * line.standardError),
                decimal(100 * minimum)));
  }

  /**
   * The least-squares line through points of the curve, in accuracy per label. Its standard error
   * takes the points for independent, which overstates it: they share most of their labels.
   */
  private record Line(double slope, double standardError) {

    static Line through(List<Point> points) {
      double mean = points.stream().mapToDouble(Point::labels).average().orElseThrow();
      double covariance = 0;
      double variance = 0;
      double noise = 0;
      for (Point point : points) {
        HeldOut heldOut = point.heldOut().orElseThrow();
        double deviation = point.labels() - mean;
        covariance += deviation * heldOut.accuracy();
        variance += deviation * deviation;
        noise += Math.pow(deviation * heldOut.standardError(), 2);
      }
      return new Line(covariance / variance, Math.sqrt(noise) / variance);
    }
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }
}
