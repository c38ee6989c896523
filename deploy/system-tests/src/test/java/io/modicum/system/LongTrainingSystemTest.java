package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.Stem;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.Topic;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.local.service.LocalServices;
import io.modicum.local.service.LocalServices.Service;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Hours on one record, with hours made seconds: a training outlasts every time that a consumer may
 * take by default, each shortened below what the service sets, so that what it sets against them
 * still decides.
 */
class LongTrainingSystemTest {

  private static final String STARTED = "campaign-started";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** The longest of the times below; the broker allows no shorter session. */
  private static final double LONGEST_SECONDS = 6;

  private static final Map<String, String> IMPATIENT =
      Map.of(
          "mp.messaging.connector.smallrye-kafka.session.timeout.ms", "6000",
          "mp.messaging.connector.smallrye-kafka.heartbeat.interval.ms", "1000",
          "mp.messaging.connector.smallrye-kafka.max.poll.interval.ms", "3000",
          "kafka.throttled.unprocessed-record-max-age.ms", "2000",
          "modicum.training.threads", "1");

  private static final int TRIAL_EPOCHS = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final DatasetId dataset = new DatasetId("small");
  private Replicas replicas;

  @BeforeEach
  void startTwoReplicas() throws Exception {
    replicas = Replicas.start("longTraining", Service.PRETRAIN, IMPATIENT);
    pack(SmallArchive.write(Files.createTempDirectory("small").resolve("small.zip")));
  }

  @AfterEach
  void stop() {
    replicas.close();
  }

  @Test
  void aTrainingThatOutlastsEveryTimeoutRunsOnceAndKeepsItsServiceInTheGroup() throws Exception {
    // Given
    CampaignSpecification trial = specification(TRIAL_EPOCHS);
    start(new CampaignId("trial"), trial);
    await().atMost(PATIENCE).until(() -> replicas.acknowledged(STARTED) == 1);
    double secondsOfAnEpoch = made(trial).seconds() / TRIAL_EPOCHS;
    CampaignSpecification longer =
        specification(TRIAL_EPOCHS + (int) Math.ceil(4 * LONGEST_SECONDS / secondsOfAnEpoch));
    List<String> rebalances = metric("kafka_consumer_coordinator_rebalance_total");
    List<String> red = new ArrayList<>();

    // When
    start(new CampaignId("longer"), longer);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              red.addAll(redProbes());
              return replicas.acknowledged(STARTED) == 2;
            });

    // Then
    assertThat(made(longer).seconds()).isGreaterThan(LONGEST_SECONDS);
    assertThat(red).isEmpty();
    assertThat(rebalances).hasSize(2 * Topic.heardBy(Service.PRETRAIN.toString()).size());
    assertThat(metric("kafka_consumer_coordinator_rebalance_total")).isEqualTo(rebalances);
    assertThat(metric("modicum_stage_seconds_count"))
        .filteredOn(line -> line.contains("stage=\"pretrain\""))
        .allMatch(line -> line.contains("outcome=\"computed\""))
        .extracting(line -> Double.valueOf(line.split("} ")[1].split(" ")[0]))
        .satisfies(
            counts ->
                assertThat(counts.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(2));
    assertThat(ModicumSystem.records(replicas.parts().addresses(), "longer"))
        .filteredOn(heard -> heard.topic().equals("backbone-ready"))
        .hasSize(1);
  }

  private void pack(Path archive) throws Exception {
    String key = ObjectKeys.archive(dataset);
    replicas.store().put(key, Files.readAllBytes(archive), "application/zip");
    replicas.chain().send(new DatasetRegistered(dataset, "small", "auto", key, "small.zip", 0));
    await()
        .atMost(PATIENCE)
        .until(() -> replicas.store().find(ObjectKeys.dataset(dataset)).isPresent());
  }

  private void start(CampaignId campaign, CampaignSpecification specification) throws Exception {
    String key = ObjectKeys.specification(campaign);
    replicas.store().put(key, Json.bytes(specification), "application/json");
    replicas.chain().send(new CampaignStarted(campaign, dataset, Mode.SELF_SUPERVISED, key));
  }

  private Manifest<Backbone> made(CampaignSpecification specification) {
    String key = ObjectKeys.backbone(ContentAddress.pretrainedBackbone(specification));
    return Manifest.read(replicas.store(), key, Backbone.class);
  }

  private List<String> redProbes() throws Exception {
    List<String> red = new ArrayList<>();
    for (LocalServices replica : replicas.both()) {
      for (String probe : List.of("/q/health/live", "/q/health/ready")) {
        HttpResponse<String> answer = get(replica, probe);
        if (answer.statusCode() != 200) {
          red.add(answer.uri() + ": " + answer.body());
        }
      }
    }
    return red;
  }

  /** Returns the lines of a metric, of all replicas. */
  private List<String> metric(String name) throws Exception {
    List<String> lines = new ArrayList<>();
    for (LocalServices replica : replicas.both()) {
      Stream<String> metrics = get(replica, "/q/metrics").body().lines();
      metrics.filter(line -> line.startsWith(name + "{")).sorted().forEach(lines::add);
    }
    return lines;
  }

  private HttpResponse<String> get(LocalServices replica, String path) throws Exception {
    URI address = replica.management(Service.PRETRAIN).resolve(path);
    return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private CampaignSpecification specification(int epochs) {
    return CampaignSpecification.on(dataset)
        .name("long")
        .backbone(
            new BackboneSettings(Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(8, 16), List.of(1, 1)))
        .pretraining(new PretrainingSettings(epochs, 32, 0.1, 5e-4, 0.9, 64, 2, true, 0.2))
        .budgets("10")
        .seed(1)
        .build();
  }
}
