package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.event.EmbeddingsReady;
import io.modicum.contracts.event.LabelsRequested;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.Embeddings;
import io.modicum.contracts.manifest.Selection;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.testing.StoredObjects;
import io.modicum.local.service.LocalServices;
import io.modicum.local.service.LocalServices.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas of the acquisition service rank the parts of one pool, and one of them dies. */
class ReplicatedSelectionSystemTest {

  private static final int POOL = 16_000;
  private static final int COLUMNS = 64;
  private static final int PARTS = 4;
  private static final int LABELS = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** So that a dead replica's parts are given to the other soon; the broker allows no less. */
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "mp.messaging.connector.smallrye-kafka.session.timeout.ms", "6000",
          "mp.messaging.connector.smallrye-kafka.heartbeat.interval.ms", "1000");

  private final DatasetId dataset = new DatasetId("large");
  private Replicas replicas;
  private BackboneId backbone;

  @BeforeEach
  void startTwoReplicasAndStoreFeatures() throws Exception {
    replicas = Replicas.start("selection", Service.ACQUISITION, IMPATIENT);
    StoredObjects objects = new StoredObjects(replicas.store());
    objects.commit(
        ObjectKeys.dataset(dataset),
        new Dataset("large", List.of("a", "b"), 4, 4, POOL, 0, List.of(), List.of(), List.of()),
        List.of(objects.put(Dataset.LABELS, Npy.encode(new int[POOL], POOL))));
    backbone = ContentAddress.pretrainedBackbone(specification());
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[POOL * COLUMNS];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    objects.commit(
        ObjectKeys.embeddings(backbone, dataset),
        new Embeddings(POOL, COLUMNS, false, List.of(new Embeddings.Shard(0, POOL))),
        List.of(objects.put(Embeddings.features(0), Npy.encode(features, POOL, COLUMNS))));
  }

  @AfterEach
  void stop() {
    replicas.close();
  }

  @Test
  void aReplicaThatDiesAmidItsPartChangesNothing() throws Exception {
    // Given
    CampaignId undisturbed = started("undisturbed");
    List<Pick> picks = selected(undisturbed);

    // When
    CampaignId disturbed = started("disturbed");
    LocalServices first =
        await().atMost(PATIENCE).until(() -> atWork(disturbed), o -> o.isPresent()).get();
    first.kill(Service.ACQUISITION);

    // Then
    assertThat(said(first, "stage select-part began for " + disturbed))
        .as("died amid a part")
        .isGreaterThan(said(first, "stage select-part computed for " + disturbed));
    assertThat(selected(disturbed)).isEqualTo(picks);
    assertThat(picks).hasSize(LABELS).extracting(Pick::image).doesNotHaveDuplicates();
    assertThat(ModicumSystem.records(replicas.parts().addresses(), disturbed.value()))
        .filteredOn(heard -> heard.topic().equals("labels-requested"))
        .extracting(heard -> Json.read("event", heard.value(), LabelsRequested.class))
        .containsOnly(
            new LabelsRequested(disturbed, dataset, 0, ObjectKeys.selection(disturbed, 0), LABELS));
  }

  private CampaignId started(String name) {
    CampaignId campaign = new CampaignId(name);
    replicas
        .store()
        .put(ObjectKeys.specification(campaign), Json.bytes(specification()), "application/json");
    replicas
        .chain()
        .send(new EmbeddingsReady(campaign, dataset, Mode.SELF_SUPERVISED, 0, backbone, "unread"));
    return campaign;
  }

  /** Returns a replica that has begun a part of the campaign's pool. */
  private Optional<LocalServices> atWork(CampaignId campaign) throws IOException {
    for (LocalServices replica : replicas.both()) {
      if (said(replica, "stage select-part began for " + campaign) > 0) {
        return Optional.of(replica);
      }
    }
    return Optional.empty();
  }

  private static long said(LocalServices replica, String words) throws IOException {
    try (var lines = Files.lines(replica.log(Service.ACQUISITION))) {
      return lines.filter(line -> line.contains(words)).count();
    }
  }

  private List<Pick> selected(CampaignId campaign) {
    String key = ObjectKeys.selection(campaign, 0);
    await().atMost(PATIENCE).until(() -> replicas.store().find(key).isPresent());
    replicas.chain().hear(LabelsRequested.class, 1, event -> event.campaign().equals(campaign));
    return Manifest.read(replicas.store(), key, Selection.class).content().picks();
  }

  private CampaignSpecification specification() {
    return CampaignSpecification.on(dataset)
        .name("large")
        .acquisition(
            new AcquisitionSettings(
                "max-herding", Map.of(), false, 0, OptionalDouble.empty(), List.of(), PARTS))
        .initial("max-herding")
        .budgets(Integer.toString(LABELS))
        .seed(1)
        .build();
  }
}
