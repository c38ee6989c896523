package io.modicum.experiments.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The learning curves of campaigns that differ in their seed only, put together. */
public record LearningCurve(String variant, List<Point> points) {

  /**
   * Accuracy on the test split with so many labels, or how far it is above the baseline's.
   *
   * @param mean over the seeds, in [0, 1]; of differences in [-1, 1]
   * @param standardDeviation of the sample, that is over n − 1; 0 with one seed
   * @param seeds how many have come so far
   */
  public record Point(int labels, double mean, double standardDeviation, int seeds) {

    static Point average(int labels, List<Double> accuracies) {
      int n = accuracies.size();
      double mean = accuracies.stream().mapToDouble(Double::doubleValue).sum() / n;
      double squares = accuracies.stream().mapToDouble(a -> (a - mean) * (a - mean)).sum();
      return new Point(labels, mean, n > 1 ? Math.sqrt(squares / (n - 1)) : 0, n);
    }

    /** Returns the lower edge of the band of one standard deviation. */
    public double below() {
      return mean - standardDeviation;
    }

    /** Returns the upper edge of the band of one standard deviation. */
    public double above() {
      return mean + standardDeviation;
    }
  }

  /** Returns one curve per variant, in the order in which the variants first appear. */
  public static List<LearningCurve> average(List<CampaignResult> campaigns) {
    Map<String, Map<Integer, List<Double>>> accuracies = new LinkedHashMap<>();
    for (CampaignResult campaign : campaigns) {
      Map<Integer, List<Double>> curve =
          accuracies.computeIfAbsent(campaign.variant(), variant -> new TreeMap<>());
      for (CampaignResult.Point point : campaign.curve()) {
        curve.computeIfAbsent(point.labels(), labels -> new ArrayList<>()).add(point.accuracy());
      }
    }
    return accuracies.entrySet().stream()
        .map(
            variant ->
                new LearningCurve(
                    variant.getKey(),
                    variant.getValue().entrySet().stream()
                        .map(point -> Point.average(point.getKey(), point.getValue()))
                        .toList()))
        .toList();
  }

  /**
   * Returns for each variant but the baseline how far it is above it. Campaigns are paired by their
   * seed, so that what the seed does to both of a pair cancels out.
   *
   * @param baseline name of the variant that the others are measured against
   */
  public static List<LearningCurve> differences(List<CampaignResult> campaigns, String baseline) {
    Map<Long, Map<Integer, Double>> base = new LinkedHashMap<>();
    for (CampaignResult campaign : campaigns) {
      if (campaign.variant().equals(baseline)) {
        base.put(
            campaign.seed(),
            campaign.curve().stream()
                .collect(
                    Collectors.toMap(
                        CampaignResult.Point::labels, CampaignResult.Point::accuracy)));
      }
    }
    return average(
        campaigns.stream()
            .filter(campaign -> !campaign.variant().equals(baseline))
            .map(campaign -> campaign.minus(base.getOrDefault(campaign.seed(), Map.of())))
            .toList());
  }

  /** Returns the numbers of labels at which any of the curves has a point, ascending. */
  public static List<Integer> labels(List<LearningCurve> curves) {
    return curves.stream()
        .flatMap(curve -> curve.points().stream())
        .map(Point::labels)
        .distinct()
        .sorted()
        .toList();
  }
}
