package io.modicum.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.gateway.outbox.OutboxFiller;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OperationsTest extends GatewayTest {

  @Inject OutboxFiller filler;

  @Test
  void isReadyOnlyWithDatabaseStoreAndBroker() {
    assertThat(management.get("/q/health/live").status()).isEqualTo(200);
    assertThat(management.get("/q/health/ready").json().path("checks"))
        .extracting(check -> check.path("name").asText(), check -> check.path("status").asText())
        .contains(
            tuple("Database connections health check", "UP"),
            tuple("object store", "UP"),
            tuple("SmallRye Reactive Messaging - readiness check", "UP"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/metrics"})
  void tellsOperatorsOnAPortOfTheirOwnOnly(String path) {
    assertThat(management.get(path).status()).isEqualTo(200);
    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(api.anonymous().get(path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/campaigns", "/q/openapi", "/q/swagger-ui/"})
  void servesNothingElseOnThatPort(String path) {
    assertThat(api.get(path).status()).isEqualTo(200);
    assertThat(management.get(path).status()).isEqualTo(404);
  }

  @Test
  void measuresWhatOperatorsWatch() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'oracle': 'simulated', 'budgets': ['2']");
    request(campaign, dataset, 0, 1, 2);
    await(() -> view(campaign), view -> view.path("tasks").path("answered").asInt() == 2);

    assertThat(metrics())
        .contains(
            "modicum_tasks_open",
            "modicum_outbox_depth",
            "modicum_outbox_oldest_seconds",
            "modicum_store_up 1",
            "modicum_webhooks_pending",
            "modicum_labels_answered_total{oracle=\"simulated\"");
  }

  @Test
  void measuresACampaignUntilItEnds() {
    DatasetId dataset = readyDataset();
    CampaignId campaign =
        waiting(dataset, "'budgets': ['2', '6'], 'annotation': {'labelsPerImage': 2}", 1, 2);
    Labeller ada = labeller("ada", campaign);
    Labeller bea = labeller("bea", campaign);
    List<Long> tasks = Labeller.tasks(ada.lease(2, 60));
    ada.answer(tasks.get(0), "apple");
    bea.answer(tasks.get(0), "apple");
    String its = "{campaign=\"" + campaign + "\"} ";

    await(
        this::metrics,
        metrics ->
            metrics.contains("modicum_campaign_labels" + its + "1")
                && metrics.contains("modicum_campaign_budget_labels" + its + "6")
                && metrics.contains("modicum_campaign_undecided" + its + "1")
                && metrics.contains("modicum_campaign_agreement_ratio" + its + "1")
                && metrics.contains("modicum_campaign_silence_seconds" + its));
    ada.answer(tasks.get(1), "pear");
    bea.answer(tasks.get(1), "pear");
    labelled(campaign, 0);
    predicted(campaign, dataset, 0, 2, 0.5);
    String point = "modicum_campaign_accuracy_ratio{campaign=\"" + campaign + "\",cycle=\"0\"} 0.5";
    await(this::metrics, metrics -> metrics.contains(point));
    chain.send(new CampaignCompleted(campaign, 0, 2, OptionalDouble.of(0.5), "budget spent"));

    await(this::metrics, metrics -> !metrics.contains("campaign=\"" + campaign));
  }

  @Test
  void measuresWhatWaitsForAServiceThatIsAway() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2']");

    await(
        this::metrics,
        metrics ->
            sample(
                        metrics,
                        "modicum_queue_lag{group=\"pretrain-service\",topic=\"campaign-started\"}")
                    > 0
                && sample(
                        metrics,
                        "modicum_queue_oldest_seconds{group=\"pretrain-service\",topic=\"campaign-started\"}")
                    > 0);
    assertThat(view(campaign)).isNotEmpty();
  }

  private static double sample(String metrics, String series) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(0);
  }

  @Test
  void describesEveryAddress() {
    JsonNode paths = api.get("/q/openapi?format=json").json().path("paths");

    assertThat(paths.fieldNames())
        .toIterable()
        .contains(
            "/api/v1/datasets",
            "/api/v1/datasets/{id}",
            "/api/v1/datasets/{id}/images/{index}",
            "/api/v1/datasets/{id}/problems",
            "/api/v1/backbones",
            "/api/v1/backbones/{id}",
            "/api/v1/campaigns",
            "/api/v1/campaigns/{id}",
            "/api/v1/campaigns/{id}/events",
            "/api/v1/campaigns/{id}/model",
            "/api/v1/campaigns/{id}/retry",
            "/api/v1/campaigns/{id}/leases",
            "/api/v1/campaigns/{id}/labels");
  }

  @Test
  void servesThePage() {
    Api.Answer page = api.get("/");

    assertThat(page.contentType()).startsWith("text/html");
    assertThat(api.get("/app.js").status()).isEqualTo(200);
  }

  @Test
  void sendsWhatACommittedTransactionLeftInTheOutboxInOrderAndNothingElse() {
    CampaignId campaign = new CampaignId("c-" + UUID.randomUUID());

    filler.commit(campaign, 3);
    filler.rollBack(campaign);
    filler.commit(campaign, 2);

    List<CampaignStarted> sent =
        chain.hear(CampaignStarted.class, 5, event -> event.campaign().equals(campaign));
    assertThat(sent)
        .extracting(CampaignStarted::specification)
        .containsExactly("0 of 3", "1 of 3", "2 of 3", "0 of 2", "1 of 2");
    await(filler::depth, depth -> depth == 0);
  }

  @Test
  void keepsWhatCannotBeSentAndSendsItLaterInOrder() throws Exception {
    CampaignId campaign = new CampaignId("c-" + UUID.randomUUID());

    filler.withoutSending(
        () -> {
          filler.commit(campaign, 60);
          assertThat(filler.depth()).isGreaterThanOrEqualTo(60);
        });

    assertThat(chain.hear(CampaignStarted.class, 60, event -> event.campaign().equals(campaign)))
        .extracting(CampaignStarted::specification)
        .containsExactlyElementsOf(IntStream.range(0, 60).mapToObj(i -> i + " of 60").toList());
    await(filler::depth, depth -> depth == 0);
  }

  @Test
  void announcesCloudEventsInTheTraceOfTheRequest() {
    String trace = UUID.randomUUID().toString().replace("-", "");
    String archive = UUID.randomUUID().toString();

    String dataset =
        api.send(
                "/api/v1/datasets?name=traced",
                "application/octet-stream",
                archive.getBytes(StandardCharsets.UTF_8),
                "traceparent",
                "00-" + trace + "-0123456789abcdef-01")
            .json()
            .path("id")
            .asText();

    ConsumerRecord<String, byte[]> record = record("dataset-registered", dataset);
    assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(record, "ce_type")).isEqualTo("io.modicum.dataset-registered.v1");
    assertThat(header(record, "ce_source")).isEqualTo("/modicum/labeling-gateway");
    assertThat(header(record, "ce_subject")).isEqualTo(dataset);
    assertThat(UUID.fromString(header(record, "ce_id"))).isNotNull();
    assertThat(Instant.parse(header(record, "ce_time"))).isNotNull();
    assertThat(header(record, "content-type")).isEqualTo("application/json");
    assertThat(header(record, "traceparent")).contains(trace);
  }

  private ConsumerRecord<String, byte[]> record(String topic, String key) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker, "auto.offset.reset", "earliest");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList());
      return await(
              () ->
                  StreamSupport.stream(consumer.poll(Duration.ofMillis(200)).spliterator(), false)
                      .filter(heard -> key.equals(heard.key()))
                      .findFirst(),
              Optional::isPresent)
          .orElseThrow();
    }
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
