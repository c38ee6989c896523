package io.modicum.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * An announcement that an object exists or a stage moved. Immutable; its JSON is the Kafka value.
 */
public sealed interface Event
    permits DatasetRegistered,
        DatasetReady,
        BackboneRegistered,
        BackboneChecked,
        CampaignEvent,
        StageProgressed,
        StageFailed {

  /**
   * Returns what the event is about, the CloudEvents subject: a campaign's id, or that of a dataset
   * or registered backbone where no campaign is concerned.
   */
  @JsonIgnore
  String subject();

  /** Returns the Kafka record key: records with the same key stay in order. */
  @JsonIgnore
  default String key() {
    return subject();
  }

  /** Returns the cycle that the event belongs to, or -1 where it belongs to none. */
  @JsonIgnore
  default int cycleOrNone() {
    return -1;
  }
}
