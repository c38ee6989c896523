package io.modicum.contracts.event;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.store.ObjectKeys;
import java.util.Optional;

/** An announcement that belongs to one campaign, its subject. */
public sealed interface CampaignEvent extends Event
    permits CampaignStarted,
        BackboneReady,
        EmbeddingShardRequested,
        EmbeddingsReady,
        SelectionPartRequested,
        LabelsRequested,
        LabelsCompleted,
        PredictionsReady,
        CampaignCompleted {

  /** Returns the campaign. */
  CampaignId campaign();

  @Override
  default String subject() {
    return campaign().value();
  }

  @Override
  default Optional<String> wantedWhile() {
    return Optional.of(ObjectKeys.specification(campaign()));
  }
}
