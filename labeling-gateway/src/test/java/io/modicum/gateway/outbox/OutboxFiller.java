package io.modicum.gateway.outbox;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.CampaignStarted;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Transactions that put events into the outbox, for tests of what comes out. */
@ApplicationScoped
public class OutboxFiller {

  private final Outbox outbox;
  private final DataSource database;

  OutboxFiller(Outbox outbox, DataSource database) {
    this.outbox = outbox;
    this.database = database;
  }

  /** Does some work while it is this method's turn to send, which sends nothing. */
  public void withoutSending(Runnable work) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement turn = connection.createStatement()) {
      turn.execute("select pg_advisory_lock(hashtext('modicum outbox'))");
      try {
        work.run();
      } finally {
        turn.execute("select pg_advisory_unlock(hashtext('modicum outbox'))");
      }
    }
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
