package io.modicum.contracts.event;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;

/**
 * A cycle's classifier was fitted, run over the pool and evaluated.
 *
 * @param manifest object key of the manifest, a {@code Manifest<Predictions>}
 * @param labels images in the labelled set
 * @param accuracy share of the test split predicted right, in [0, 1]
 */
public record PredictionsReady(
    CampaignId campaign,
    DatasetId dataset,
    Mode mode,
    int cycle,
    String manifest,
    int labels,
    double accuracy)
    implements CampaignEvent {

  @Override
  public int cycleOrNone() {
    return cycle;
  }
}
