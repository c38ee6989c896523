package io.modicum.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A stage gave up on an event.
 *
 * @param subject the campaign, dataset or registered backbone
 * @param stage e.g. {@code pretrain}
 * @param cycle the cycle, or -1
 * @param permanent whether the same input will fail again
 * @param reason what happened and what to change
 * @param topic topic of the event that failed
 * @param event its JSON, from which a retry is sent
 */
public record StageFailed(
    @JsonIgnore(false) String subject,
    String stage,
    int cycle,
    boolean permanent,
    String reason,
    String topic,
    String event)
    implements Event {

  @Override
  public int cycleOrNone() {
    return cycle;
  }
}
