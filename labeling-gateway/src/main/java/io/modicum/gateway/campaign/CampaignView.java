package io.modicum.gateway.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.gateway.forecast.Forecast;
import io.modicum.gateway.progress.FailureView;
import io.modicum.gateway.progress.StageView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A campaign as clients see it.
 *
 * @param outcome why it ended, empty while it runs
 * @param forecast of the accuracy at the budgets to come, or where none is left, at twice the
 *     labels; empty after fewer than three cycles
 * @param pretraining how long its backbone is trained; absent where it does not pretrain one
 * @param failure what the stage that gave up last says
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CampaignView(
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
    Optional<PretrainingLength> pretraining,
    Optional<FailureView> failure) {

  /**
   * One point of the learning curve.
   *
   * @param labels images in the labelled set
   * @param accuracy share of the test split predicted right, in [0, 1]
   */
  record CurvePoint(
      int cycle, int labels, double accuracy, List<Predictions.ClassReport> perClass) {}

  /**
   * How far the images are that were asked for.
   *
   * @param open that wait for a label
   * @param answered that have theirs, or were left out
   * @param yours that you could answer now, at least; exact where fewer than 1000 want answers,
   *     1000 where there are more, absent unless you may
   * @param contested that a reviewer is to decide; 1000 where there are more, absent unless you may
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record TaskCounts(int open, int answered, OptionalInt yours, OptionalInt contested) {

    TaskCounts(int open, int answered) {
      this(open, answered, OptionalInt.empty(), OptionalInt.empty());
    }
  }

  /** Returns the same with what there is to do for whoever looks at it. */
  CampaignView with(OptionalInt yours, OptionalInt contested) {
    return new CampaignView(
        id,
        name,
        dataset,
        state,
        outcome,
        created,
        classes,
        specification,
        curve,
        forecast,
        stages,
        new TaskCounts(tasks.open(), tasks.answered(), yours, contested),
        pretraining,
        failure);
  }

  /** Returns the same without what annotators may not know of images. */
  CampaignView forAnnotators() {
    return new CampaignView(
        id,
        name,
        dataset,
        state,
        outcome,
        created,
        classes,
        specification.forAnnotators(),
        curve,
        forecast,
        stages,
        tasks,
        pretraining,
        failure);
  }
}
