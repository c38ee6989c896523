package io.modicum.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told not to do. */
@QuarkusTest
class SecurityHeadersTest extends GatewayTest {

  private static final String POLICY = "Content-Security-Policy";

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/app.js", "/problems", "/api/v1/campaigns", "/api/v1/nothing", "/nothing"})
  void everyAnswerForbidsWhatNoPageOfOursDoes(String path) {
    Api.Answer answer = api.get(path);

    assertThat(answer.header(POLICY))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Strict-Transport-Security")).as("without TLS").isEmpty();
  }

  @Test
  void onlySwaggerUiMayHaveScriptsInItsPage() {
    assertThat(api.get("/q/swagger-ui/").header(POLICY))
        .contains("script-src 'self' 'unsafe-inline'", "frame-ancestors 'none'");
  }

  @Test
  void noOtherSiteMayReadUnlessTheOperatorSaysSo() {
    Api.Answer answer = api.get("/api/v1/campaigns", "Origin", "https://elsewhere.example.org");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }
}
