package io.modicum.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import java.util.OptionalDouble;

/**
 * A cycle's classifier was fitted, run over the pool and evaluated.
 *
 * @param manifest object key of the manifest, a {@code Manifest<Predictions>}
 * @param labels images that people were asked for and labelled
 * @param accuracy as in {@code Predictions}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PredictionsReady(
    CampaignId campaign,
    DatasetId dataset,
    Mode mode,
    int cycle,
    String manifest,
    int labels,
    OptionalDouble accuracy)
    implements CampaignEvent {

  @Override
  public int cycleOrNone() {
    return cycle;
  }
}
