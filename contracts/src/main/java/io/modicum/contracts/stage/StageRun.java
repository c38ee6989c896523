package io.modicum.contracts.stage;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.event.Event;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import java.util.Optional;

/**
 * One asking for a stage's output.
 *
 * @param stage what is done, e.g. {@code pretrain}; a bounded set, since metrics are labelled with
 *     it
 * @param subject the campaign or dataset that asks
 * @param cycle the cycle, or -1
 * @param wantedWhile key of an object that goes with the deletion of who asks, and the work with
 *     it; empty for work that is always wanted
 */
public record StageRun(String stage, String subject, int cycle, Optional<String> wantedWhile) {

  /** A run that is always wanted. */
  public StageRun(String stage, String subject, int cycle) {
    this(stage, subject, cycle, Optional.empty());
  }

  /** A campaign's run. */
  public StageRun(String stage, CampaignId campaign, int cycle) {
    this(stage, campaign.value(), cycle, Optional.of(ObjectKeys.specification(campaign)));
  }

  /** The run that an event asks for. */
  public StageRun(String stage, Event event) {
    this(stage, event.subject(), event.cycleOrNone(), event.wantedWhile());
  }

  /**
   * Returns whether who asks is known to have been deleted. A store that does not answer says
   * nothing of that.
   */
  public boolean isUnwanted(ObjectStore store) {
    try {
      return isDeleted(store);
    } catch (Unavailable away) {
      return false;
    }
  }

  void requireWanted(ObjectStore store) {
    if (isDeleted(store)) {
      throw new Unwanted(subject);
    }
  }

  private boolean isDeleted(ObjectStore store) {
    return wantedWhile.isPresent() && store.size(wantedWhile.get()).isEmpty();
  }
}
