package io.modicum.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The learning curves of campaigns that differ in their seed only, put together. */
record LearningCurve(String mode, List<Point> points) {

  /**
   * Accuracy on the test split with so many labels.
   *
   * @param mean over the seeds, in [0, 1]
   * @param standardDeviation of the sample, that is over n − 1; 0 with one seed
   * @param seeds how many have come so far
   */
  record Point(int labels, double mean, double standardDeviation, int seeds) {

    static Point of(int labels, List<Double> accuracies) {
      int n = accuracies.size();
      double mean = accuracies.stream().mapToDouble(Double::doubleValue).sum() / n;
      double squares = accuracies.stream().mapToDouble(a -> (a - mean) * (a - mean)).sum();
      return new Point(labels, mean, n > 1 ? Math.sqrt(squares / (n - 1)) : 0, n);
    }
  }

  /** Returns one curve per mode, in the order in which the modes first appear. */
  static List<LearningCurve> of(List<CampaignResult> campaigns) {
    Map<String, Map<Integer, List<Double>>> accuracies = new LinkedHashMap<>();
    for (CampaignResult campaign : campaigns) {
      Map<Integer, List<Double>> curve =
          accuracies.computeIfAbsent(campaign.mode(), mode -> new TreeMap<>());
      for (CampaignResult.Point point : campaign.curve()) {
        curve.computeIfAbsent(point.labels(), labels -> new ArrayList<>()).add(point.accuracy());
      }
    }
    return accuracies.entrySet().stream()
        .map(
            mode ->
                new LearningCurve(
                    mode.getKey(),
                    mode.getValue().entrySet().stream()
                        .map(point -> Point.of(point.getKey(), point.getValue()))
                        .toList()))
        .toList();
  }

  /** Lays curves out as a table with a row for each number of labels, accuracies in percent. */
  static String table(List<LearningCurve> curves) {
    StringBuilder table = new StringBuilder("%8s".formatted("labels"));
    curves.forEach(curve -> table.append("%18s".formatted(curve.mode())));
    List<Integer> rows =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .map(Point::labels)
            .distinct()
            .sorted()
            .toList();
    for (int labels : rows) {
      table.append("%n%8d".formatted(labels));
      for (LearningCurve curve : curves) {
        table.append(
            curve.points().stream()
                .filter(point -> point.labels() == labels)
                .map(point -> "%18s".formatted(percent(point)))
                .collect(Collectors.joining()));
      }
    }
    return table.append(System.lineSeparator()).toString();
  }

  private static String percent(Point point) {
    return point.seeds() > 1
        ? "%.1f ± %.1f %%".formatted(100 * point.mean(), 100 * point.standardDeviation())
        : "%.1f %%".formatted(100 * point.mean());
  }
}
