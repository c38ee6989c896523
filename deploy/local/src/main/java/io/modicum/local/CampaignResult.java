package io.modicum.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came out of one campaign.
 *
 * @param secondsPerStage time in each stage, all cycles together
 */
record CampaignResult(
    String id,
    String name,
    String mode,
    String acquisition,
    long seed,
    List<Point> curve,
    Map<String, Double> secondsPerStage) {

  /** Accuracy on the test split, in [0, 1], with so many labels. */
  record Point(int labels, double accuracy) {}

  /** Reads it from the gateway's view of the campaign. */
  static CampaignResult of(JsonNode campaign) {
    List<Point> curve = new ArrayList<>();
    for (JsonNode point : campaign.path("curve")) {
      curve.add(new Point(point.path("labels").asInt(), point.path("accuracy").asDouble()));
    }
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (JsonNode stage : campaign.path("stages")) {
      seconds.merge(stage.path("stage").asText(), stage.path("seconds").asDouble(), Double::sum);
    }
    JsonNode specification = campaign.path("specification");
    return new CampaignResult(
        campaign.path("id").asText(),
        specification.path("name").asText(),
        specification.path("mode").asText(),
        specification.path("acquisition").path("function").asText(),
        specification.path("seed").asLong(),
        curve,
        seconds);
  }
}
