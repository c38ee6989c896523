package io.modicum.pretrain;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.testing.RealParts;
import io.modicum.contracts.testing.ServiceTest;
import io.modicum.pretrain.dataset.archive.Archives;
import io.quarkus.test.common.QuarkusTestResource;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;

/** The service with archives of two colours, and campaigns on them. */
@QuarkusTestResource(RealParts.class)
public abstract class PretrainTest extends ServiceTest {

  protected static final int RED = 0xe01010;
  private static final int BLUE = 0x1010e0;

  @AfterEach
  void deleteCampaign() {
    store.delete(ObjectKeys.specification(campaign));
  }

  /** Returns 20 images of each colour, 12 pixels wide and high. */
  protected static Archives twoColours() {
    Archives archives = new Archives();
    for (int i = 0; i < 20; i++) {
      archives.withImage(String.format(Locale.ROOT, "red/%02d.png", i), 12, 12, RED);
      archives.withImage(String.format(Locale.ROOT, "blue/%02d.png", i), 12, 12, BLUE);
    }
    return archives;
  }

  /** Has an archive packed, and waits until it is. */
  protected void register(byte[] archive) {
    send(archive);
    chain.hear(DatasetReady.class, 1, ready -> ready.dataset().equals(dataset));
  }

  protected void send(byte[] archive) {
    String key = ObjectKeys.archive(dataset);
    store.put(key, archive, "application/zip");
    chain.send(new DatasetRegistered(dataset, "two colours", "auto", key, "colours.zip", 0));
  }

  protected void start(CampaignId id, CampaignSpecification specification) {
    String key = ObjectKeys.specification(id);
    store.put(key, Json.bytes(specification), "application/json");
    chain.send(new CampaignStarted(id, dataset, specification.mode(), key));
  }

  /** Returns what is told first of a campaign's progress that matches. */
  protected StageProgressed hear(CampaignId id, Predicate<StageProgressed> told) {
    return chain
        .hear(
            StageProgressed.class,
            1,
            event -> event.subject().equals(id.value()) && told.test(event))
        .get(0);
  }

  protected StageProgressed hear(CampaignId id, StageProgressed.State state) {
    return hear(id, event -> event.state() == state);
  }

  /** Returns why something of a dataset or campaign failed. */
  protected StageFailed failed(String subject) {
    return chain.hear(StageFailed.class, 1, event -> event.subject().equals(subject)).get(0);
  }
}
