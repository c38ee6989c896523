package io.modicum.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * An announcement that an object exists or a stage moved. Immutable; its JSON is the Kafka value.
 */
public sealed interface Event
    permits DatasetRegistered,
        PackingShardRequested,
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

  /**
   * Returns the key of an object that goes with the deletion of who asks for something by this
   * event: while it stands the work is wanted. Empty where nobody can take back what is asked.
   */
  @JsonIgnore
  default Optional<String> wantedWhile() {
    return Optional.empty();
  }

  /** Returns the cycle that the event belongs to, or -1 where it belongs to none. */
  @JsonIgnore
  default int cycleOrNone() {
    return -1;
  }
}
