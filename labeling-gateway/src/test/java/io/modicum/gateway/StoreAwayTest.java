package io.modicum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.testing.RealParts;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The gateway while nothing answers where the object store should be. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
@TestProfile(StoreAwayTest.NothingThere.class)
class StoreAwayTest {

  @TestHTTPResource("/")
  URI root;

  @TestHTTPResource(value = "/", management = true)
  URI managementRoot;

  /** Port 1 is nobody's. */
  public static class NothingThere implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("modicum.store.endpoint", "http://localhost:1");
    }
  }

  @Test
  void isAliveButNotReadyAndAsksToTryAgainLater() {
    Api api = Api.admin(root);
    Api management = Api.admin(managementRoot).anonymous();
    byte[] archive = "archive".getBytes(StandardCharsets.UTF_8);

    Api.Answer refused = api.send("/api/v1/datasets?name=a", "application/octet-stream", archive);

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.json().path("detail").asText())
        .startsWith("object store does not answer")
        .endsWith("try again later");
    assertThat(api.get("/api/v1/datasets").status()).isEqualTo(200);
    assertThat(management.get("/q/health/live").status()).isEqualTo(200);
    Api.Answer ready = management.get("/q/health/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().path("checks"))
        .filteredOn(check -> check.path("status").asText().equals("DOWN"))
        .extracting(check -> check.path("name").asText())
        .containsExactly("object store");
  }
}
