package io.modicum.gateway.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.BackboneChecked;
import io.modicum.contracts.event.BackboneRegistered;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class BackbonesTest extends GatewayTest {

  private static final String ADDRESS = "/api/v1/backbones?name=My%20Net";

  private final byte[] network = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);

  @Test
  void storesANetworkAndLetsItBeCheckedOnce() {
    Api.Answer first = post("&output=pooled&mean=0.5,0.5,0.5&std=0.25,0.25,0.25");
    Api.Answer second = post("&output=pooled&mean=0.5,0.5,0.5&std=0.25,0.25,0.25");
    BackboneId other = id(post(""));

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(state(first.json())).isEqualTo("checking");
    BackboneId id = id(first);
    assertThat(id.value()).startsWith("my-net-");
    assertThat(other).isNotEqualTo(id);
    assertThat(store.get(ObjectKeys.network(id))).isEqualTo(network);
    // The second was sent before the third, so that it would have been heard.
    registered(other, 1);
    assertThat(registered(id, 1))
        .containsExactly(
            new BackboneRegistered(
                id,
                "My Net",
                ObjectKeys.network(id),
                "pooled",
                List.of(0.5, 0.5, 0.5),
                List.of(0.25, 0.25, 0.25)));
    assertThat(api.get("/api/v1/backbones").json().path("items"))
        .extracting(view -> view.path("id").asText())
        .contains(id.value(), other.value());
  }

  @Test
  void startsACampaignOnABackboneThatPassedItsCheck() {
    DatasetId dataset = readyDataset();
    BackboneId id = id(post(""));
    Api.Answer early = start(dataset, id);
    objects.commit(
        ObjectKeys.backbone(id),
        new Backbone(7, Backbone.ANY_SIZE, Backbone.ANY_SIZE, false),
        List.of());

    chain.send(new BackboneChecked(id, ObjectKeys.backbone(id)));

    JsonNode ready = await(() -> view(id), view -> state(view).equals("ready"));
    assertThat(ready.path("dimensions").asInt()).isEqualTo(7);
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.json().path("detail").asText()).contains("is checking");
    Api.Answer started = start(dataset, id);
    assertThat(started.status()).isEqualTo(201);
    CampaignId campaign = new CampaignId(started.json().path("id").asText());
    CampaignStarted event =
        chain.hear(CampaignStarted.class, 1, heard -> heard.campaign().equals(campaign)).get(0);
    CampaignSpecification written =
        Json.read(
            event.specification(), store.get(event.specification()), CampaignSpecification.class);
    assertThat(ContentAddress.pretrainedBackbone(written)).isEqualTo(id);
  }

  @Test
  void tellsWhyABackboneWasRefusedAndChecksItAgainWhenItIsSentAgain() {
    BackboneId id = id(post(""));

    chain.send(
        new StageFailed(
            id.value(),
            "check-backbone",
            -1,
            true,
            "network: is no ONNX file",
            "backbone-registered",
            "{}"));

    JsonNode refused = await(() -> view(id), view -> state(view).equals("refused"));
    assertThat(refused.path("failure").path("reason").asText())
        .isEqualTo("network: is no ONNX file");
    Api.Answer campaign = start(readyDataset(), id);
    assertThat(campaign.status()).isEqualTo(409);
    assertThat(campaign.json().path("errors").path(0).path("message").asText())
        .contains("GET /api/v1/backbones/" + id + " says why");
    assertThat(state(post("").json())).isEqualTo("checking");
    assertThat(registered(id, 2)).hasSize(2);
  }

  @Test
  void refusesACampaignOnABackboneThatNobodyRegistered() {
    Api.Answer answer = start(readyDataset(), new BackboneId("unheard-of"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("errors").path(0).path("field").asText())
        .isEqualTo("registeredBackbone");
    assertThat(api.get("/api/v1/backbones/unheard-of").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/backbones/No%20Id").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "&mean=0.5,0.5,0.5                  | std  | both, or none",
        "&std=0.5,0.5,0.5                   | mean | both, or none",
        "&mean=0.5,0.5&std=1,1              | mean | three numbers",
        "&mean=0.5,0.5,x&std=1,1,1          | mean | such as 0.485,0.456,0.406, was '0.5,0.5,x'",
        "&mean=0.5,0.5,NaN&std=1,1,1        | mean | three numbers",
        "&mean=123.675,116.28,103.53&std=58.395,57.12,57.375 | mean | divide by 255: 0.485,0.456,0.406",
        "&mean=0.485,0.456,0.406&std=58.395,57.12,57.375 | std | divide by 255: 0.229,0.224,0.225",
        "&mean=0.5,0.5,0.5&std=1,1,0        | std  | above 0",
        "&output=%00                        | output | without control characters",
      })
  void refusesSettingsThatCannotBeAndNamesThem(String settings, String field, String message) {
    Api.Answer answer = post(settings.strip());

    assertThat(answer.status()).isEqualTo(400);
    JsonNode error = answer.json().path("errors").path(0);
    assertThat(error.path("field").asText()).isEqualTo(field);
    assertThat(error.path("message").asText()).contains(message);
  }

  @Test
  void refusesAnEmptyFile() {
    Api.Answer answer = api.send(ADDRESS, "application/octet-stream", new byte[0]);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).startsWith("body: is of 0 bytes");
  }

  private Api.Answer post(String settings) {
    return api.send(ADDRESS + settings, "application/octet-stream", network);
  }

  private Api.Answer start(DatasetId dataset, BackboneId backbone) {
    return api.post(
        "/api/v1/campaigns",
        "{'dataset': '%s', 'budgets': ['2'], 'registeredBackbone': '%s'}"
            .formatted(dataset, backbone));
  }

  private List<BackboneRegistered> registered(BackboneId id, int wanted) {
    return chain.hear(BackboneRegistered.class, wanted, event -> event.backbone().equals(id));
  }

  private JsonNode view(BackboneId id) {
    return api.get("/api/v1/backbones/" + id).json();
  }

  private static BackboneId id(Api.Answer answer) {
    return new BackboneId(answer.json().path("id").asText());
  }
}
