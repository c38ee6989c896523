package io.modicum.gateway.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.BinomialInterval;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.gateway.forecast.Forecast;
import io.modicum.gateway.progress.FailureView;
import io.modicum.gateway.progress.StageView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A campaign as clients see it.
 *
 * @param outcome why it ended, empty while it runs
 * @param evaluation what accuracy is measured on
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
    Evaluation evaluation,
    List<CurvePoint> curve,
    List<Forecast> forecast,
    List<StageView> stages,
    TaskCounts tasks,
    Optional<PretrainingLength> pretraining,
    Optional<FailureView> failure) {

  /**
   * What accuracy is measured on.
   *
   * @param size images of the test split whose class is one of the campaign's, or of the sample of
   *     the pool
   * @param labelled of those, how many are labelled so far
   * @param leftOut of those, how many will have no label, since nobody could tell their class
   */
  record Evaluation(int size, int labelled, int leftOut, EvaluationSource source) {

    /**
     * @param answered how far the sample is, if there is one
     */
    static Evaluation of(RegisteredCampaign campaign, EvaluationTable.Answered answered) {
      int sample = campaign.specification().evaluation().size();
      int test = campaign.test();
      return sample > 0
          ? new Evaluation(sample, answered.labelled(), answered.leftOut(), EvaluationSource.SAMPLE)
          : new Evaluation(
              test, test, 0, test > 0 ? EvaluationSource.TEST_SPLIT : EvaluationSource.NONE);
    }
  }

  /**
   * One point of the learning curve.
   *
   * @param labels that people gave and that count against the budget
   * @param existing labels that came with the dataset and were learnt from, too; absent where none
   *     was
   * @param accuracy share predicted right of the images that it is measured on, in [0, 1]; absent
   *     where none is labelled
   * @param lower the share predicted right of all such images is above it 39 of 40 times
   * @param upper likewise below it
   * @param evaluated images that accuracy is measured on
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record CurvePoint(
      int cycle,
      int labels,
      OptionalInt existing,
      OptionalDouble accuracy,
      OptionalDouble lower,
      OptionalDouble upper,
      int evaluated,
      List<Predictions.ClassReport> perClass) {

    static CurvePoint of(CycleTable.Cycle cycle) {
      int evaluated = cycle.evaluated();
      Optional<BinomialInterval> interval =
          cycle.accuracy().isPresent() && evaluated > 0
              ? Optional.of(BinomialInterval.of(cycle.accuracy().getAsDouble(), evaluated))
              : Optional.empty();
      return new CurvePoint(
          cycle.cycle(),
          cycle.labels(),
          cycle.existing(),
          cycle.accuracy(),
          interval.stream().mapToDouble(BinomialInterval::lower).findFirst(),
          interval.stream().mapToDouble(BinomialInterval::upper).findFirst(),
          evaluated,
          cycle.perClass());
    }
  }

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
        evaluation,
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
        evaluation,
        curve,
        forecast,
        stages,
        tasks,
        pretraining,
        failure);
  }
}
