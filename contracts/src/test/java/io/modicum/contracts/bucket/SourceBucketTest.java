package io.modicum.contracts.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.minio.MinioClient;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.MinioObjectStore;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.testing.RealParts;
import io.modicum.local.part.PartAddresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceBucketTest {

  private static final String TYPE = "image/png";
  private static final byte[] BYTES = {1, 2, 3};

  private static final String BUCKET = "modicum";

  private final PartAddresses parts = RealParts.addresses();
  private final String prefix = "source-" + UUID.randomUUID();

  @ParameterizedTest
  @CsvSource({"''", "/"})
  void listsWhatLiesBelowAFolderHoweverItsNameEnds(String end) {
    // Given
    put("/a.png", "/deeper/b.png", "-elsewhere/c.png");

    // When
    List<BucketEntry> files = listed(bucket(), prefix + end);

    // Then
    assertThat(files).extracting(BucketEntry::path).containsExactly("a.png", "deeper/b.png");
    assertThat(files).extracting(BucketEntry::bytes).containsOnly(3L);
    assertThat(files).extracting(BucketEntry::etag).doesNotContainNull();
  }

  @Test
  void readsNamesAsPeopleWroteThem() {
    // Given
    put("/a b.png", "/a+b.png", "/100%25.png", "/Ba\u0308r.png", "/鳥 & #1?.png");

    // When
    List<BucketEntry> files = listed(bucket(), prefix);

    // Then
    assertThat(files)
        .extracting(BucketEntry::path)
        .containsExactlyInAnyOrder(
            "a b.png", "a+b.png", "100%25.png", "B\u00e4r.png", "鳥 & #1?.png");
    assertThat(files).allSatisfy(file -> assertThat(bucket().read(file)).isEqualTo(BYTES));
  }

  @Test
  void listsMoreFilesThanAPageHolds() {
    // Given
    put(IntStream.range(0, 1_200).mapToObj(i -> "/" + i + ".png").toArray(String[]::new));

    // When
    List<BucketEntry> files = listed(bucket(), prefix);

    // Then
    assertThat(files).hasSize(1_200).doesNotHaveDuplicates();
  }

  @Test
  void tellsAFileThatIsGoneFromABucketThatIs() {
    put("/a.png");
    BucketEntry gone = new BucketEntry(prefix + "/b.png", "b.png", 3, "", false);

    assertThatThrownBy(() -> bucket().read(gone))
        .isInstanceOf(UnreadableFile.class)
        .hasMessage("is gone since it was listed");
  }

  @ParameterizedTest
  @CsvSource({"2", "4"})
  void readsNoOtherFileThanWasListed(int bytes) {
    put("/a.png");
    BucketEntry other = new BucketEntry(prefix + "/a.png", "a.png", bytes, "", false);

    assertThatThrownBy(() -> bucket().read(other))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("was changed since it was listed");
  }

  @Test
  void saysWhatIsWrongWithWrongKeys() {
    SourceBucket wrong =
        new SourceBucket("photos", client(parts.store(), "nobody", "nothing"), BUCKET);

    assertThatThrownBy(() -> listed(wrong, prefix))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("connection 'photos': has keys that");
  }

  @Test
  void saysThatABucketIsNotThere() {
    SourceBucket missing =
        new SourceBucket(
            "photos",
            client(parts.store(), parts.accessKey(), parts.secretKey()),
            "nowhere-" + UUID.randomUUID());

    assertThatThrownBy(() -> listed(missing, ""))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("has no bucket 'nowhere-");
  }

  /** The store of the tests gives no such answers, so a server of their own does. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|AccessDenied|may not list its files (s3:ListBucket)",
        "400|AuthorizationHeaderMalformed|names another region",
        "403|ExpiredToken|renew them",
      })
  void saysWhoMustDoWhat(int status, String code, String message) throws IOException {
    HttpServer server =
        server(status, "application/xml", "<Error><Code>" + code + "</Code></Error>");

    assertThatThrownBy(() -> listed(at(server), "x"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(message);
    server.stop(0);
  }

  @Test
  void knowsAConsoleFromAnApi() throws IOException {
    HttpServer server = server(200, "text/html", "<!doctype html><title>Console</title>");

    assertThatThrownBy(() -> listed(at(server), "x"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("not that of a console");
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "application/xml, <Error><Code>SlowDown</Code></Error>",
    "text/html, <h1>Service unavailable</h1>"
  })
  void isUnavailableWhileTheServerIs(String type, String body) throws IOException {
    HttpServer server = server(503, type, body);

    assertThatThrownBy(() -> listed(at(server), "x")).isInstanceOf(Unavailable.class);
    server.stop(0);
  }

  private static HttpServer server(int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static SourceBucket at(HttpServer server) {
    return new SourceBucket(
        "photos",
        client("http://127.0.0.1:" + server.getAddress().getPort(), "key", "secret"),
        "bucket");
  }

  private void put(String... names) {
    ObjectStore store =
        new MinioObjectStore(client(parts.store(), parts.accessKey(), parts.secretKey()), BUCKET);
    store.ensureBucket();
    for (String name : names) {
      store.put(prefix + name, BYTES, TYPE);
    }
  }

  private SourceBucket bucket() {
    return new SourceBucket(
        "photos", client(parts.store(), parts.accessKey(), parts.secretKey()), BUCKET);
  }

  private static MinioClient client(String endpoint, String accessKey, String secretKey) {
    return MinioClient.builder()
        .endpoint(endpoint)
        .credentials(accessKey, secretKey)
        .region("us-east-1")
        .build();
  }

  private static List<BucketEntry> listed(SourceBucket bucket, String prefix) {
    List<BucketEntry> files = new ArrayList<>();
    bucket.list(prefix, files::add);
    return files;
  }
}
