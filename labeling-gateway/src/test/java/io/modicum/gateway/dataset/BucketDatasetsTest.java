package io.modicum.gateway.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.bucket.BucketAddress;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BucketDatasetsTest extends GatewayTest {

  private static final String DATASETS = "/api/v1/datasets";

  @Test
  void letsAFolderOfABucketBePacked() {
    // When
    Api.Answer answer =
        api.post(
            DATASETS,
            """
            {"name": "Red Fruit", "connection": "photos", "prefix": "fruit/red", "imageSize": 32}
            """);

    // Then
    assertThat(answer.status()).isEqualTo(202);
    DatasetId id = new DatasetId(answer.json().path("id").asText());
    String key = ObjectKeys.source(id, BucketAddress.SOURCE);
    assertThat(Json.read(key, store.get(key), BucketAddress.class))
        .isEqualTo(new BucketAddress("photos", "fruit/red"));
    assertThat(chain.hear(DatasetRegistered.class, 1, event -> event.dataset().equals(id)))
        .containsExactly(
            new DatasetRegistered(id, "Red Fruit", "auto", key, "photos/fruit/red", 32));
    assertThat(api.get(DATASETS + "/" + id).json().path("state").asText()).isEqualTo("registered");
  }

  @Test
  void readsWhatIsThereEachTime() {
    String body = "{\"name\": \"weekly\", \"connection\": \"photos\"}";

    String first = api.post(DATASETS, body).json().path("id").asText();
    String second = api.post(DATASETS, body).json().path("id").asText();

    assertThat(second).startsWith("weekly-").isNotEqualTo(first);
  }

  @Test
  void readsFromBucketsOnlyThatAnOperatorHasNamed() {
    Api.Answer answer = api.post(DATASETS, "{\"name\": \"theirs\", \"connection\": \"payroll\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText())
        .isEqualTo("connection: 'payroll' is not configured; there are photos");
    assertThat(api.get("/api/v1/connections").json()).hasToString("[{\"name\":\"photos\"}]");
  }
}
