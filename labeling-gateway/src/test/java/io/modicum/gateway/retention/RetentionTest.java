package io.modicum.gateway.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.Part;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetentionTest extends GatewayTest {

  @Inject Sql sql;

  @Test
  void aDeletedCampaignIsGoneWithItsObjectsButNotItsAudit() {
    DatasetId dataset = readyDataset();
    CampaignId other = waiting(dataset, "'budgets': ['2']", 1, 2);
    CampaignId campaign = waiting(dataset, "'budgets': ['2']", 1, 2);
    Labeller ada = labeller("ada", campaign);
    List<Long> tasks = Labeller.tasks(ada.lease(2, 60));
    ada.answer(tasks.get(0), "apple");

    Api.Answer deleted = delete("campaigns/" + campaign);

    assertThat(deleted.status()).isEqualTo(202);
    assertThat(deleted.json().path("actor").asText()).isNotEmpty();
    assertThat(api.get("/api/v1/campaigns/" + campaign).status()).isEqualTo(404);
    JsonNode completed =
        await(() -> delete("campaigns/" + campaign).json(), again -> again.has("completed"));
    assertThat(completed.path("id")).isEqualTo(deleted.json().path("id"));
    assertThat(completed.path("objects").asInt()).isPositive();
    assertThat(store.list("campaigns/" + campaign + "/")).isEmpty();
    assertThat(store.list("campaigns/" + other + "/")).isNotEmpty();
    assertThat(state(view(other))).isEqualTo("waiting-for-labels");
    assertThat(
            sql.first(
                "select count(*) from audit where campaign = ?",
                row -> row.getInt(1),
                campaign.value()))
        .hasValueSatisfying(entries -> assertThat(entries).isPositive());
  }

  @Test
  void whoeverStillAsksForImagesOfADeletedCampaignIsToldThatThereIsNone() {
    CampaignId campaign = waiting(readyDataset(), "'budgets': ['2']", 1, 2);
    String leases = "/api/v1/campaigns/" + campaign + "/leases";
    String asked = "{'size': 1, 'seconds': 60%s}";
    assertThat(api.post(leases, asked.formatted("")).status()).isEqualTo(200);
    delete("campaigns/" + campaign);
    await(() -> delete("campaigns/" + campaign).json(), again -> again.has("completed"));

    Api.Answer share = api.post(leases, asked.formatted(", 'fairShare': true"));
    Api.Answer lease = api.post(leases, asked.formatted(""));

    assertThat(share.status()).isEqualTo(404);
    assertThat(lease.status()).isEqualTo(404);
  }

  @Test
  void whatWasUnderWayForADeletedCampaignDoesNoHarm() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2']");
    CampaignStarted started =
        chain.hear(CampaignStarted.class, 1, event -> event.campaign().equals(campaign)).get(0);
    delete("campaigns/" + campaign);

    request(campaign, dataset, 0, 1);
    chain.send(
        new StageFailed(
            campaign.value(),
            "pretrain",
            -1,
            true,
            "no specification",
            "campaign-started",
            text(started)));
    CampaignId next = waiting(dataset, "'budgets': ['2']", 1, 2);

    assertThat(state(view(next))).isEqualTo("waiting-for-labels");
    assertThat(sql.list("select 1 from failure where subject = ?", row -> 1, campaign.value()))
        .isEmpty();
    assertThat(api.get("/api/v1/dead-letters?topic=labels-requested").json().toString())
        .doesNotContain(campaign.value());
  }

  @Test
  void aDeletionThatWasKilledIsFinished() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2']");
    delete("campaigns/" + campaign);
    await(() -> delete("campaigns/" + campaign).json(), again -> again.has("completed"));
    String left = ObjectKeys.selection(campaign, 0);
    store.put(left, new byte[] {1}, "application/json");

    sql.update("update deletion set completed = null where subject = ?", campaign.value());

    await(() -> delete("campaigns/" + campaign).json(), again -> again.has("completed"));
    assertThat(store.find(left)).isEmpty();
  }

  @Test
  void aDatasetGoesWithWhatWasMadeFromItOnceNoCampaignUsesIt() {
    DatasetId dataset = readyDataset();
    DatasetId kept = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['2']");
    backbone("of-it", dataset);
    backbone("of-another", kept);
    Api.Answer refused = delete("datasets/" + dataset);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asText())
        .contains(campaign.value(), "delete these campaigns first");
    delete("campaigns/" + campaign);

    assertThat(delete("datasets/" + dataset).status()).isEqualTo(202);

    await(() -> delete("datasets/" + dataset).json(), again -> again.has("completed"));
    assertThat(api.get("/api/v1/datasets/" + dataset).status()).isEqualTo(404);
    assertThat(store.list("datasets/" + dataset + "/")).isEmpty();
    assertThat(store.list("backbones/of-it/")).isEmpty();
    assertThat(store.list("embeddings/of-it/")).isEmpty();
    assertThat(store.list("datasets/" + kept + "/")).isNotEmpty();
    assertThat(store.list("backbones/of-another/")).hasSize(2);
    assertThat(store.list("embeddings/of-another/")).hasSize(1);
    assertThat(api.get("/api/v1/deletions?limit=200").json().path("items"))
        .extracting(deletion -> deletion.path("subject").asText())
        .contains(campaign.value(), dataset.value());
  }

  /** Leaves a backbone of a dataset, its parts, and embeddings. */
  private void backbone(String name, DatasetId dataset) {
    String prefix = "backbones/" + name + "/";
    store.put(
        prefix + "backbone-parts/1/backbone.onnx", new byte[] {1}, "application/octet-stream");
    store.put(
        prefix + "backbone.json",
        Json.bytes(
            new io.modicum.contracts.store.Manifest<>(
                "",
                List.of(
                    new Part("backbone.onnx", prefix + "backbone-parts/1/backbone.onnx", "", 1)),
                List.of(ObjectKeys.dataset(dataset)),
                "test",
                1,
                "2026-01-01T00:00:00Z")),
        "application/json");
    store.put(
        "embeddings/" + name + "/" + dataset + "/embeddings.json",
        Json.bytes(List.of()),
        "application/json");
  }

  @Test
  void garbageIsToldAndThenRemovedAndNothingElse() {
    DatasetId dataset = readyDataset();
    CampaignId campaign = waiting(dataset, "'budgets': ['2']", 1, 2);
    CampaignStarted started =
        chain.hear(CampaignStarted.class, 1, event -> event.campaign().equals(campaign)).get(0);
    CampaignSpecification specification =
        Json.read("specification", store.get(started.specification()), CampaignSpecification.class);
    String state = ObjectKeys.trainingState(ContentAddress.pretrainedBackbone(specification), 7);
    store.put(state, new byte[] {1}, "application/octet-stream");
    String orphan = "datasets/" + dataset + "/dataset-parts/of-a-killed-attempt/images-00000.npy";
    store.put(orphan, new byte[] {1, 2}, "application/octet-stream");
    List<String> needed = keysOf(campaign, dataset);

    JsonNode found =
        await(() -> api.get("/api/v1/garbage").json(), report -> keys(report).contains(orphan));

    assertThat(found.path("removed").asBoolean()).isFalse();
    assertThat(store.find(orphan)).isPresent();
    JsonNode collected = api.post("/api/v1/garbage/collect", "").json();
    assertThat(keys(collected)).contains(orphan);
    assertThat(store.find(orphan)).isEmpty();
    assertThat(store.find(state)).as("a training that the campaign waits for").isPresent();
    assertThat(keysOf(campaign, dataset)).isEqualTo(needed);
  }

  private List<String> keysOf(CampaignId campaign, DatasetId dataset) {
    return java.util.stream.Stream.of("campaigns/" + campaign + "/", "datasets/" + dataset + "/")
        .flatMap(tree -> store.list(tree).stream())
        .filter(key -> !key.contains("of-a-killed-attempt"))
        .toList();
  }

  private static List<String> keys(JsonNode report) {
    return StreamSupport.stream(report.path("keys").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private Api.Answer delete(String path) {
    return api.send("DELETE", "/api/v1/" + path);
  }

  private static String text(CampaignStarted event) {
    return new String(Json.bytes(event), java.nio.charset.StandardCharsets.UTF_8);
  }
}
