package io.modicum.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** The gateway with TLS and a narrow rate limit. */
@QuarkusTest
@TestProfile(HardenedTest.Settings.class)
class HardenedTest extends GatewayTest {

  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "gateway";
  private static final int BURST = 3;

  @TestHTTPResource(value = "/", tls = true)
  URI secure;

  /** A certificate of its own for localhost, and few requests. */
  public static class Settings implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.tls-configuration-name",
          "api",
          "quarkus.tls.api.key-store.p12.path",
          keyStore().toString(),
          "quarkus.tls.api.key-store.p12.password",
          PASSWORD,
          "quarkus.http.test-ssl-port",
          "0",
          "quarkus.http.insecure-requests",
          "redirect",
          "modicum.gateway.requests-per-second",
          "1",
          "modicum.gateway.request-burst",
          Integer.toString(BURST));
    }
  }

  @Test
  void sendsClientsToTlsAndTellsBrowsersToStayThere() throws Exception {
    HttpClient asBrowsersDo = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    HttpResponse<Void> plain =
        asBrowsersDo.send(HttpRequest.newBuilder(root).build(), BodyHandlers.discarding());
    HttpResponse<Void> encrypted =
        client().send(HttpRequest.newBuilder(secure).build(), BodyHandlers.discarding());

    assertThat(plain.statusCode()).isBetween(300, 308);
    assertThat(plain.headers().firstValue("Location").orElseThrow()).startsWith("https://");
    assertThat(plain.headers().firstValue("Strict-Transport-Security")).isEmpty();
    assertThat(encrypted.statusCode()).isEqualTo(200);
    assertThat(encrypted.headers().firstValue("Strict-Transport-Security"))
        .hasValue("max-age=31536000");
  }

  @Test
  void tellsProbesAndPrometheusWithoutTls() {
    assertThat(managementRoot.getScheme()).isEqualTo("http");
    assertThat(management.get("/q/health/live").status()).isEqualTo(200);
    assertThat(management.get("/q/metrics").status()).isEqualTo(200);
  }

  @Test
  void refusesWhoAsksTooOftenUntilTheyHaveRested() throws Exception {
    Api admin = Api.admin(secure, client());
    Api other = admin.withKey("'name': 'other', 'role': 'viewer'");

    Api.Answer refused = admin.get("/api/v1/campaigns");
    for (int i = 0; i < 100 && refused.status() == 200; i++) {
      refused = admin.get("/api/v1/campaigns");
    }

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 2);
    assertThat(other.get("/api/v1/campaigns").status()).isEqualTo(200);
    await(() -> admin.get("/api/v1/campaigns").status(), status -> status == 200);
  }

  private static HttpClient client() throws Exception {
    KeyStore own = KeyStore.getInstance(keyStore().toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, own.getCertificate(ALIAS));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  /** Makes a key store with a self-signed certificate, once. */
  private static Path keyStore() {
    Path store = Path.of("target", "hardened-test.p12").toAbsolutePath();
    if (!Files.exists(store)) {
      List<String> keytool =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-alias",
              ALIAS,
              "-keyalg",
              "EC",
              "-validity",
              "3650",
              "-dname",
              "CN=localhost",
              "-ext",
              "san=dns:localhost",
              "-storetype",
              "PKCS12",
              "-keystore",
              store.toString(),
              "-storepass",
              PASSWORD);
      try {
        int exit = new ProcessBuilder(keytool).inheritIO().start().waitFor();
        assertThat(exit).as(String.join(" ", keytool)).isZero();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
    }
    return store;
  }
}
