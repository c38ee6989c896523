package io.modicum.contracts.testing;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.store.ObjectStore;
import jakarta.inject.Inject;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A service between a real broker and a real store, with its neighbours played by a test, which has
 * a dataset and a campaign of its own. Subclasses name {@link RealParts} as their test resource.
 */
public abstract class ServiceTest {

  @Inject protected ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  protected final DatasetId dataset = new DatasetId("d-" + UUID.randomUUID());
  protected final CampaignId campaign = new CampaignId("c-" + UUID.randomUUID());
  protected Chain chain;

  @BeforeEach
  void connect() {
    store.ensureBucket();
    chain = new Chain(broker);
  }

  @AfterEach
  void disconnect() {
    chain.close();
  }
}
