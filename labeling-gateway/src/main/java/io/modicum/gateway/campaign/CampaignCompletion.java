package io.modicum.gateway.campaign;

import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.webhook.Notice;
import io.modicum.gateway.webhook.Webhooks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Completes campaigns. */
@ApplicationScoped
public class CampaignCompletion {

  private final CampaignTable table;
  private final AccuracyRecorder accuracy;
  private final Webhooks webhooks;
  private final ObjectStore store;

  CampaignCompletion(
      CampaignTable table, AccuracyRecorder accuracy, Webhooks webhooks, ObjectStore store) {
    this.table = table;
    this.accuracy = accuracy;
    this.webhooks = webhooks;
    this.store = store;
  }

  /**
   * Takes note that a campaign ended as it should, and first of its last cycle's accuracy: the
   * event that tells of it comes by another topic, maybe later, and whoever sees the end looks for
   * it.
   */
  @Transactional
  public void completed(CampaignCompleted event) {
    String last = ObjectKeys.predictions(event.campaign(), event.cycle());
    store
        .find(last)
        .map(bytes -> Manifest.decode(last, bytes, Predictions.class).content())
        .ifPresent(predictions -> accuracy.predicted(event.campaign(), predictions));
    if (table.move(event.campaign().value(), CampaignState.COMPLETED, event.reason())) {
      webhooks.tell(new Notice.CampaignCompleted(event.campaign(), event.reason()));
    }
  }
}
