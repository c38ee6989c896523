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
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BucketDatasetsTest extends GatewayTest {

  private static final String DATASETS = "/api/v1/connections/photos/datasets";

  @Test
  void letsAFolderOfABucketBePacked() {
    // When
    Api.Answer answer =
        api.post(
            DATASETS,
            """
            {"name": "Red Fruit", "prefix": "fruit/red", "imageSize": 32}
            """);

    // Then
    assertThat(answer.status()).isEqualTo(202);
    DatasetId id = new DatasetId(answer.json().path("id").asText());
    String key = ObjectKeys.source(id, BucketAddress.SOURCE);
    assertThat(Json.read(key, store.get(key), BucketAddress.class))
        .isEqualTo(new BucketAddress("photos", "fruit/red"));
    assertThat(chain.hear(DatasetRegistered.class, 1, event -> event.dataset().equals(id)))
        .containsExactly(
            new DatasetRegistered(
                id, "Red Fruit", "auto", key, "photos/fruit/red", 32, OptionalDouble.of(0.05)));
    assertThat(dataset(id).path("state").asText()).isEqualTo("registered");
  }

  @Test
  void readsWhatIsThereEachTime() {
    String body = "{\"name\": \"weekly\"}";

    String first = api.post(DATASETS, body).json().path("id").asText();
    String second = api.post(DATASETS, body).json().path("id").asText();

    assertThat(second).startsWith("weekly-").isNotEqualTo(first);
  }

  @Test
  void readsFromBucketsOnlyThatAnOperatorHasNamed() {
    Api.Answer answer = api.post("/api/v1/connections/payroll/datasets", "{\"name\": \"theirs\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText())
        .isEqualTo("connection: 'payroll' is not configured; there are photos");
    assertThat(api.get("/api/v1/connections").json()).hasToString("[{\"name\":\"photos\"}]");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 7, 513})
  void refusesASizeThatNoImagesArePackedIn(int size) {
    Api.Answer answer = api.post(DATASETS, "{'name': 'odd', 'imageSize': " + size + "}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("imageSize");
  }
}
