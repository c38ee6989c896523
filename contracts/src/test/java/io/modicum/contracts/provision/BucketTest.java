package io.modicum.contracts.provision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.minio.BucketExistsArgs;
import io.minio.MinioClient;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.testing.RealParts;
import io.modicum.local.part.PartAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BucketTest {

  private static final String STANDING =
      """
      <LifecycleConfiguration><Rule><ID>backups</ID><Status>Enabled</Status>
      <Filter><Prefix>backups/</Prefix></Filter><Expiration><Days>3</Days></Expiration></Rule>
      <Rule><ID>modicum-leftovers</ID><Status>Enabled</Status><Filter><Prefix></Prefix></Filter>
      <NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>
      </Rule></LifecycleConfiguration>""";

  private final List<String> rules = new ArrayList<>();
  private int answer = 200;
  private HttpServer server;

  @BeforeEach
  void startAStoreThatKnowsLifecycles() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void makesABucketInARealStore() throws Exception {
    // Given
    PartAddresses parts = RealParts.addresses();
    MinioClient client =
        MinioClient.builder()
            .endpoint(parts.store())
            .credentials(parts.accessKey(), parts.secretKey())
            .build();
    Bucket bucket = new Bucket(client, "provided", Duration.ofDays(7));

    // When
    List<String> first = bucket.provide();
    List<String> second = bucket.provide();

    // Then
    assertThat(client.bucketExists(BucketExistsArgs.builder().bucket("provided").build())).isTrue();
    assertThat(second).isEqualTo(first).hasSize(1);
  }

  @Test
  void replacesItsOwnRuleAndKeepsOthers() {
    // When
    List<String> report = simulated().provide();

    // Then
    assertThat(report).containsExactly("bucket modicum removes leftovers after PT168H");
    assertThat(rules)
        .singleElement()
        .asString()
        .containsOnlyOnce("<ID>backups</ID>")
        .containsOnlyOnce("<ID>modicum-leftovers</ID>")
        .contains("<DaysAfterInitiation>7</DaysAfterInitiation>")
        .contains("<NoncurrentDays>7</NoncurrentDays>")
        .doesNotContain("<NoncurrentDays>1</NoncurrentDays>");
  }

  @Test
  void goesWithoutRuleWhereTheStoreKnowsNone() {
    answer = 501;

    assertThat(simulated().provide())
        .containsExactly("bucket modicum has no lifecycle rule: the store knows none");
  }

  @Test
  void failsWhereTheStoreRefuses() {
    answer = 403;

    assertThatThrownBy(() -> simulated().provide())
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("object store");
  }

  private Bucket simulated() {
    MinioClient client =
        MinioClient.builder()
            .endpoint("http://localhost:" + server.getAddress().getPort())
            .credentials("key", "secret")
            .region("us-east-1")
            .build();
    return new Bucket(client, "modicum", Duration.ofDays(7));
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean lifecycle = "lifecycle=".equals(exchange.getRequestURI().getQuery());
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
    } else if (lifecycle && answer != 200) {
      reply(exchange, answer, "<Error><Code>Refused</Code><Message>no</Message></Error>");
    } else if (lifecycle && exchange.getRequestMethod().equals("GET")) {
      reply(exchange, 200, STANDING);
    } else {
      rules.add(body);
      exchange.sendResponseHeaders(200, -1);
    }
    exchange.close();
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, body.getBytes(UTF_8).length);
    exchange.getResponseBody().write(body.getBytes(UTF_8));
  }
}
