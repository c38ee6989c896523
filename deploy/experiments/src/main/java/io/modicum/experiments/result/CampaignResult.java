package io.modicum.experiments.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came out of one campaign.
 *
 * @param variant name of what was compared: a mode or an acquisition function
 * @param specification complete, with every default written out
 * @param secondsPerStage time in each stage, all cycles together
 */
public record CampaignResult(
    String id,
    String variant,
    long seed,
    JsonNode specification,
    List<Point> curve,
    Map<String, Double> secondsPerStage) {

  /** Accuracy on the test split, in [0, 1], with so many labels. */
  public record Point(int labels, double accuracy) {}

  /** Reads it from the gateway's view of the campaign. */
  public static CampaignResult read(String variant, JsonNode campaign) {
    List<Point> curve = new ArrayList<>();
    for (JsonNode point : campaign.path("curve")) {
      curve.add(new Point(point.path("labels").asInt(), point.path("accuracy").asDouble()));
    }
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (JsonNode stage : campaign.path("stages")) {
      seconds.merge(stage.path("stage").asText(), stage.path("seconds").asDouble(), Double::sum);
    }
    return new CampaignResult(
        campaign.path("id").asText(),
        variant,
        campaign.path("specification").path("seed").asLong(),
        campaign.path("specification"),
        curve,
        seconds);
  }

  /** Returns how far it is above these accuracies, where there are any with as many labels. */
  CampaignResult minus(Map<Integer, Double> accuracies) {
    return new CampaignResult(
        id,
        variant,
        seed,
        specification,
        curve.stream()
            .filter(point -> accuracies.containsKey(point.labels()))
            .map(
                point ->
                    new Point(point.labels(), point.accuracy() - accuracies.get(point.labels())))
            .toList(),
        secondsPerStage);
  }
}
