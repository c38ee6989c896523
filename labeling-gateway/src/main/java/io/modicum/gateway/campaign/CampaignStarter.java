package io.modicum.gateway.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.dataset.RegisteredDataset;
import io.modicum.gateway.dataset.Slug;
import io.modicum.gateway.outbox.Outbox;
import io.modicum.gateway.retention.GarbageLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Starts campaigns. */
@ApplicationScoped
class CampaignStarter {

  private static final int RANDOM_BYTES = 4;

  private final Quotas quotas;
  private final LabelSettings labels;
  private final GarbageLock garbage;
  private final ObjectStore store;
  private final CampaignTable table;
  private final Outbox outbox;
  private final SecureRandom random = new SecureRandom();

  CampaignStarter(
      Quotas quotas,
      LabelSettings labels,
      GarbageLock garbage,
      ObjectStore store,
      CampaignTable table,
      Outbox outbox) {
    this.quotas = quotas;
    this.labels = labels;
    this.garbage = garbage;
    this.store = store;
    this.table = table;
    this.outbox = outbox;
  }

  /**
   * Starts a campaign on a dataset that is ready.
   *
   * @param said what the client said of it
   * @throws InvalidInput if a budget does not fit the dataset's pool, its labels or a quota, or a
   *     known label is no class of the campaign
   */
  @Transactional
  CampaignId start(CampaignSpecification asked, JsonNode said, RegisteredDataset dataset) {
    quotas.require(asked, dataset);
    LabelSettings.Complete complete = labels.complete(asked, said, dataset);
    CampaignSpecification specification = complete.specification();
    quotas.require(specification, dataset);
    garbage.share();
    byte[] digits = new byte[RANDOM_BYTES];
    random.nextBytes(digits);
    CampaignId id =
        new CampaignId(Slug.of(specification.name()) + "-" + HexFormat.of().formatHex(digits));
    String key = ObjectKeys.specification(id);
    store.put(key, Json.bytes(specification), "application/json");
    table.add(id, specification, complete.measured());
    outbox.add(new CampaignStarted(id, dataset.id(), specification.mode(), key));
    return id;
  }
}
