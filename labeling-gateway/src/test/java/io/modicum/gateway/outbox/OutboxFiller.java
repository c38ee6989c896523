package io.modicum.gateway.outbox;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.CampaignStarted;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;

/** Transactions that put events into the outbox, for tests of what comes out. */
@ApplicationScoped
public class OutboxFiller {

  private final Outbox outbox;

  OutboxFiller(Outbox outbox) {
    this.outbox = outbox;
  }

  public void commit(CampaignId campaign, int events) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (int event = 0; event < events; event++) {
                add(campaign, event + " of " + events);
              }
            });
  }

  public void rollBack(CampaignId campaign) {
    QuarkusTransaction.begin();
    add(campaign, "never to be sent");
    QuarkusTransaction.rollback();
  }

  public int depth() {
    return outbox.depth();
  }

  private void add(CampaignId campaign, String text) {
    outbox.add(new CampaignStarted(campaign, new DatasetId("d"), Mode.FROM_SCRATCH, text));
  }
}
