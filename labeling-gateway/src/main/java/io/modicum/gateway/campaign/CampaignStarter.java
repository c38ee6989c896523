package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.GoldSettings;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.dataset.ClassNames;
import io.modicum.gateway.dataset.RegisteredDataset;
import io.modicum.gateway.dataset.Slug;
import io.modicum.gateway.outbox.Outbox;
import io.modicum.gateway.retention.GarbageLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** Starts campaigns. */
@ApplicationScoped
class CampaignStarter {

  private static final int RANDOM_BYTES = 4;

  private final Quotas quotas;
  private final GarbageLock garbage;
  private final ObjectStore store;
  private final CampaignTable table;
  private final Outbox outbox;
  private final SecureRandom random = new SecureRandom();

  CampaignStarter(
      Quotas quotas, GarbageLock garbage, ObjectStore store, CampaignTable table, Outbox outbox) {
    this.quotas = quotas;
    this.garbage = garbage;
    this.store = store;
    this.table = table;
    this.outbox = outbox;
  }

  /**
   * Starts a campaign on a dataset that is ready.
   *
   * @throws InvalidInput if a budget does not fit the dataset's pool or a quota, or a known label
   *     is no class of the dataset
   */
  @Transactional
  CampaignId start(CampaignSpecification asked, RegisteredDataset dataset) {
    quotas.require(asked, dataset);
    CampaignSpecification specification = asked.withGold(gold(asked, dataset));
    garbage.share();
    byte[] digits = new byte[RANDOM_BYTES];
    random.nextBytes(digits);
    CampaignId id =
        new CampaignId(Slug.of(specification.name()) + "-" + HexFormat.of().formatHex(digits));
    String key = ObjectKeys.specification(id);
    store.put(key, Json.bytes(specification), "application/json");
    table.add(id, specification);
    outbox.add(new CampaignStarted(id, dataset.id(), specification.mode(), key));
    return id;
  }

  /** Returns the images of known class with the names of the classes as the dataset has them. */
  private static GoldSettings gold(CampaignSpecification asked, RegisteredDataset dataset) {
    GoldSettings gold = asked.annotation().gold();
    ClassNames names = dataset.classNames();
    SortedMap<Integer, String> labels = new TreeMap<>();
    gold.labels()
        .forEach(
            (image, name) ->
                labels.put(
                    image,
                    dataset.classes().get(names.require("annotation.gold.labels." + image, name))));
    return new GoldSettings(labels, gold.share());
  }
}
