package io.modicum.inference.prediction;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ObjectKeys;

/** The stage {@code predict}: the predictions of a cycle, made once, in whichever way. */
public final class PredictStage {

  private final StageRule stages;

  public PredictStage(StageRule stages) {
    this.stages = stages;
  }

  /** Returns what to announce of a cycle's predictions, having made them if there were none. */
  PredictionsReady run(
      CampaignId campaign,
      DatasetId dataset,
      Mode mode,
      int cycle,
      StageRule.Computation<Predictions> computation) {
    String key = ObjectKeys.predictions(campaign, cycle);
    Predictions standing =
        stages
            .run(new StageRun("predict", campaign, cycle), key, Predictions.class, computation)
            .content();
    return new PredictionsReady(
        campaign, dataset, mode, cycle, key, standing.labels(), standing.accuracy());
  }
}
