package io.modicum.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what: every operation that the OpenAPI document has, tried by everybody. */
@QuarkusTest
class PermissionsTest extends GatewayTest {

  /** The annotator is a member of the campaign; the outsider is an annotator and no member. */
  private static final String ALLOWED =
      """
      GET    /api/v1/acquisition-functions                   viewer annotator outsider reviewer admin
      GET    /api/v1/archive-layouts                         viewer annotator outsider reviewer admin
      GET    /api/v1/dataset-sources                         viewer annotator outsider reviewer admin
      GET    /api/v1/image-formats                           viewer annotator outsider reviewer admin
      GET    /api/v1/heads                                   viewer annotator outsider reviewer admin
      GET    /api/v1/pretraining-methods                     viewer annotator outsider reviewer admin
      GET    /api/v1/backbones                               viewer reviewer admin
      POST   /api/v1/backbones                               admin
      GET    /api/v1/backbones/{id}                          viewer reviewer admin
      GET    /api/v1/campaigns                               viewer annotator outsider reviewer admin
      POST   /api/v1/campaigns                               admin
      DELETE /api/v1/campaigns/{id}                          admin
      GET    /api/v1/campaigns/{id}                          viewer annotator reviewer admin
      GET    /api/v1/campaigns/{id}/events                   viewer annotator reviewer admin
      GET    /api/v1/campaigns/{id}/annotators               reviewer admin
      GET    /api/v1/campaigns/{id}/audit                    reviewer admin
      GET    /api/v1/campaigns/{id}/contested                reviewer admin
      POST   /api/v1/campaigns/{id}/decisions                reviewer admin
      GET    /api/v1/campaigns/{id}/cycles/{cycle}/map       viewer reviewer admin
      GET    /api/v1/campaigns/{id}/cycles/{cycle}/predictions viewer reviewer admin
      GET    /api/v1/campaigns/{id}/cycles/{cycle}/selection viewer reviewer admin
      POST   /api/v1/campaigns/{id}/labels                   annotator reviewer admin
      DELETE /api/v1/campaigns/{id}/labels/{task}            annotator reviewer admin
      PUT    /api/v1/campaigns/{id}/labels/{task}            annotator reviewer admin
      POST   /api/v1/campaigns/{id}/skips                    annotator reviewer admin
      DELETE /api/v1/campaigns/{id}/leases                   annotator reviewer admin
      GET    /api/v1/campaigns/{id}/leases                   reviewer admin
      POST   /api/v1/campaigns/{id}/leases                   annotator reviewer admin
      DELETE /api/v1/campaigns/{id}/leases/{annotator}       reviewer admin
      POST   /api/v1/campaigns/{id}/omissions                reviewer admin
      POST   /api/v1/campaigns/{id}/reopenings               reviewer admin
      GET    /api/v1/campaigns/{id}/export                   viewer reviewer admin
      POST   /api/v1/campaigns/{id}/imports                  reviewer admin
      DELETE /api/v1/campaigns/{id}/label-studio             admin
      GET    /api/v1/campaigns/{id}/label-studio             admin
      PUT    /api/v1/campaigns/{id}/label-studio             admin
      POST   /api/v1/campaigns/{id}/label-studio/events      reviewer admin
      GET    /api/v1/campaigns/{id}/members                  admin
      DELETE /api/v1/campaigns/{id}/members/{principal}      admin
      GET    /api/v1/campaigns/{id}/members/{principal}      admin
      PUT    /api/v1/campaigns/{id}/members/{principal}      admin
      GET    /api/v1/campaigns/{id}/model                    viewer reviewer admin
      POST   /api/v1/campaigns/{id}/retry                    admin
      GET    /api/v1/connections                             admin
      POST   /api/v1/connections/{connection}/datasets       admin
      GET    /api/v1/datasets                                viewer annotator outsider reviewer admin
      POST   /api/v1/datasets                                admin
      DELETE /api/v1/datasets/{id}                           admin
      GET    /api/v1/datasets/{id}                           viewer annotator reviewer admin
      GET    /api/v1/datasets/{id}/presets                   viewer annotator reviewer admin
      GET    /api/v1/datasets/{id}/classes                   viewer annotator reviewer admin
      GET    /api/v1/datasets/{id}/images                    viewer reviewer admin
      GET    /api/v1/datasets/{id}/problems                  viewer annotator reviewer admin
      GET    /api/v1/datasets/{id}/images/{index}            viewer annotator reviewer admin
      GET    /api/v1/datasets/{id}/images/{index}/thumbnail  viewer annotator reviewer admin
      DELETE /api/v1/dead-letters                            admin
      GET    /api/v1/dead-letters                            admin
      POST   /api/v1/dead-letters/redrive                    admin
      GET    /api/v1/deletions                               admin
      GET    /api/v1/garbage                                 admin
      POST   /api/v1/garbage/collect                         admin
      GET    /api/v1/keys                                    admin
      POST   /api/v1/keys                                    admin
      DELETE /api/v1/keys/{id}                               admin
      GET    /api/v1/label-formats                           viewer annotator outsider reviewer admin
      GET    /api/v1/me                                      viewer annotator outsider reviewer admin
      GET    /api/v1/webhooks                                admin
      POST   /api/v1/webhooks                                admin
      DELETE /api/v1/webhooks/{id}                           admin
      GET    /api/v1/webhooks/{id}                           admin
      PUT    /api/v1/webhooks/{id}                           admin
      GET    /api/v1/webhooks/{id}/deliveries                admin
      POST   /api/v1/webhooks/{id}/deliveries/{delivery}/replay admin
      """;

  /** What is said of things that are there to those who may not know of them. */
  private static final String HIDDEN =
      "there is no (campaign|dataset) .*|dataset .* has no image .*";

  private static final int IMAGE = 7;

  private final Map<String, Api> callers = new LinkedHashMap<>();
  private DatasetId dataset;
  private CampaignId campaign;
  private DatasetId spareDataset;
  private CampaignId spareCampaign;

  @BeforeEach
  void letEverybodyIn() {
    dataset = readyDataset();
    spareDataset = readyDataset();
    spareCampaign = campaign(dataset, "'budgets': ['1']");
    campaign = campaign(dataset, "'budgets': ['1']");
    request(campaign, dataset, 0, IMAGE);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    callers.put("nobody", api.anonymous());
    callers.put("viewer", api.withKey("'name': 'vera', 'role': 'viewer'"));
    callers.put("annotator", annotator("ada", campaign));
    callers.put("outsider", api.withKey("'name': 'olaf', 'role': 'annotator'"));
    callers.put("reviewer", api.withKey("'name': 'rita', 'role': 'reviewer'"));
    callers.put("admin", api);
  }

  @Test
  void everyOperationIsOpenToThoseWhoAreListedAndToNobodyElse() {
    Map<String, String> observed = new TreeMap<>();
    JsonNode paths = api.get("/q/openapi?format=json").json().path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String operation = method.getKey().toUpperCase(Locale.ROOT);
        List<String> allowed = new ArrayList<>();
        leaseTheImage();
        callers.forEach(
            (name, caller) -> {
              if (mayDo(caller, operation, path.getKey(), method.getValue())) {
                allowed.add(name);
              }
            });
        observed.put(operation + " " + path.getKey(), String.join(" ", allowed));
      }
    }

    assertThat(observed)
        .containsExactlyInAnyOrderEntriesOf(
            ALLOWED
                .lines()
                .map(line -> line.split(" +", 3))
                .collect(Collectors.toMap(row -> row[0] + " " + row[1], row -> row[2])));
  }

  /** Anew before each operation, since one of them gives it back. */
  private void leaseTheImage() {
    callers.get("annotator").post("/api/v1/campaigns/" + campaign + "/leases", "{}");
  }

  /** Those that delete get something of their own, since others need campaign and dataset still. */
  private String spared(String method, String template) {
    return switch (method + " " + template) {
      case "DELETE /api/v1/campaigns/{id}" -> "/api/v1/campaigns/" + spareCampaign;
      case "DELETE /api/v1/datasets/{id}" -> "/api/v1/datasets/" + spareDataset;
      default -> template;
    };
  }

  /** What an operation says of a request that lacks most of what it needs does not matter here. */
  private boolean mayDo(Api caller, String method, String template, JsonNode operation) {
    String path =
        spared(method, template)
            .replace("/campaigns/{id}", "/campaigns/" + campaign)
            .replace("/datasets/{id}", "/datasets/" + dataset)
            .replace("/{index}", "/" + IMAGE)
            .replaceAll("\\{[a-z]+}", "1");
    JsonNode types = operation.path("requestBody").path("content");
    String type = types.isEmpty() ? "" : types.fieldNames().next();
    Api.Answer answer = caller.begin(method, path, type);
    assertThat(answer.status()).as(method + " " + path).isLessThan(500);
    return switch (answer.status()) {
      case 401, 403 -> false;
      case 404 -> !answer.json().path("detail").asText().matches(HIDDEN);
      default -> true;
    };
  }
}
