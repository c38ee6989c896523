package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.event.Event;
import io.modicum.gateway.outbox.Outbox;
import io.modicum.gateway.progress.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Tries failed campaigns again. */
@ApplicationScoped
class CampaignRetry {

  private final CampaignTable table;
  private final Progress progress;
  private final Outbox outbox;

  CampaignRetry(CampaignTable table, Progress progress, Outbox outbox) {
    this.table = table;
    this.progress = progress;
    this.outbox = outbox;
  }

  /**
   * Sends what the stages of a campaign gave up on once more, and returns how many events that are.
   */
  @Transactional
  int retry(CampaignId id) {
    table.lock(id);
    List<Event> events = progress.takeFailed(id.value());
    events.forEach(outbox::add);
    if (!events.isEmpty()) {
      table.move(id.value(), CampaignState.RUNNING, "");
    }
    return events.size();
  }
}
