package io.modicum.gateway.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.gateway.forecast.Forecast;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A campaign as clients see it.
 *
 * @param outcome why it ended, empty while it runs
 * @param forecast of the accuracy at the budgets to come, or where none is left, at twice the
 *     labels; empty after fewer than three cycles
 * @param failure what the stage that gave up last says
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CampaignView(
    CampaignId id,
    String name,
    DatasetId dataset,
    CampaignState state,
    String outcome,
    Instant created,
    List<String> classes,
    CampaignSpecification specification,
    List<CurvePoint> curve,
    List<Forecast> forecast,
    List<StageView> stages,
    TaskCounts tasks,
    Optional<FailureView> failure) {

  /**
   * One point of the learning curve.
   *
   * @param labels images in the labelled set
   * @param accuracy share of the test split predicted right, in [0, 1]
   */
  public record CurvePoint(
      int cycle, int labels, double accuracy, List<Predictions.ClassReport> perClass) {}

  /** Images that wait for a label, and that have theirs. */
  public record TaskCounts(int open, int answered) {}

  /** Returns the same without a word on gold questions. */
  public CampaignView withoutGold() {
    return new CampaignView(
        id,
        name,
        dataset,
        state,
        outcome,
        created,
        classes,
        specification.withoutGold(),
        curve,
        forecast,
        stages,
        tasks,
        failure);
  }
}
