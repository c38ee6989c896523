package io.modicum.contracts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.minio.MinioClient;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.testing.RealParts;
import io.modicum.local.part.PartAddresses;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinioObjectStoreTest {

  private static final String TYPE = "application/octet-stream";

  @TempDir Path folder;

  private final ObjectStore store = store(RealParts.addresses().store());
  private final String prefix = "test-" + UUID.randomUUID() + "/";

  @BeforeEach
  void makeBucketTwice() {
    store.ensureBucket();
    store.ensureBucket();
  }

  @Test
  void letsExactlyOneOfManyRacingWritersCommit() throws Exception {
    int writers = 16;
    String key = prefix + "manifest.json";
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> outcomes = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    for (int i = 0; i < writers; i++) {
      byte[] own = utf8("writer " + i);
      outcomes.add(
          threads.submit(
              () -> {
                start.await();
                return store.putIfAbsent(key, own, TYPE);
              }));
    }

    start.countDown();

    List<Integer> winners = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      if (outcomes.get(i).get()) {
        winners.add(i);
      }
    }
    threads.shutdown();
    assertThat(winners).hasSize(1);
    assertThat(store.get(key)).isEqualTo(utf8("writer " + winners.get(0)));
  }

  @Test
  void keepsWhatStandsWhenAskedToPutIfAbsent() {
    store.put(prefix + "a", utf8("first"), TYPE);

    boolean written = store.putIfAbsent(prefix + "a", utf8("second"), TYPE);

    assertThat(written).isFalse();
    assertThat(store.get(prefix + "a")).isEqualTo(utf8("first"));
  }

  @Test
  void tellsTheSizeOfAnObject() {
    store.put(prefix + "three", new byte[] {1, 2, 3}, "application/octet-stream");

    assertThat(store.size(prefix + "three")).hasValue(3);
  }

  @Test
  void readsARangeOfAnObject() {
    store.put(prefix + "a", utf8("0123456789"), TYPE);

    assertThat(store.getRange(prefix + "a", 3, 4)).isEqualTo(utf8("3456"));
  }

  @Test
  void uploadsAStreamOfUnknownLengthInParts() throws Exception {
    byte[] large = new byte[20 << 20];
    new Random(1).nextBytes(large);

    store.upload(prefix + "large", new ByteArrayInputStream(large), TYPE);

    store.download(prefix + "large", folder.resolve("large"));
    assertThat(Files.readAllBytes(folder.resolve("large"))).isEqualTo(large);
  }

  @Test
  void leavesNothingOfADownloadThatIsCutShort() throws Exception {
    HttpServer cutting = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    cutting.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"e\"");
          exchange.getResponseHeaders().set("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT");
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.close();
        });
    cutting.start();
    try {
      ObjectStore cut = store("http://127.0.0.1:" + cutting.getAddress().getPort());

      assertThatThrownBy(() -> cut.download("any", folder.resolve("copy")))
          .isInstanceOf(Unavailable.class);
    } finally {
      cutting.stop(0);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void asksAgainWhatTheStoreAnsweredWithAnErrorOfItsOwn() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    HttpServer stumbling = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    stumbling.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          boolean withBody = !exchange.getRequestMethod().equals("HEAD");
          exchange.getResponseHeaders().set("Content-Type", "application/xml");
          exchange.getResponseHeaders().set("ETag", "\"e\"");
          exchange.getResponseHeaders().set("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT");
          boolean stumbles = requests.incrementAndGet() % 3 != 0;
          exchange.sendResponseHeaders(stumbles ? 500 : 200, withBody ? 0 : -1);
          if (withBody && stumbles) {
            exchange.getResponseBody().write(utf8("<Error><Code>InternalError</Code></Error>"));
          }
          exchange.close();
        });
    stumbling.start();
    try {
      ObjectStore behind = store("http://127.0.0.1:" + stumbling.getAddress().getPort());

      behind.put("any", utf8("a"), TYPE);
      assertThat(behind.putIfAbsent("any", utf8("a"), TYPE)).isTrue();
      assertThat(behind.find("any")).hasValue(new byte[0]);
      assertThat(behind.size("any")).isPresent();

      assertThat(requests).hasValue(4 * 3);
    } finally {
      stumbling.stop(0);
    }
  }

  @Test
  void writesBesideWhatIsDeletedMeanwhile() {
    String shared = prefix + "folder/";
    int rounds = 300;
    CompletableFuture<Void> deleting =
        CompletableFuture.runAsync(
            () -> {
              for (int round = 0; round < rounds; round++) {
                store.put(shared + "left", utf8("a"), TYPE);
                store.delete(shared + "left");
              }
            });

    for (int round = 0; round < rounds; round++) {
      store.put(shared + "kept", utf8("a"), TYPE);
      store.delete(shared + "kept");
    }

    assertThat(deleting).succeedsWithin(Duration.ofMinutes(1));
  }

  @Test
  void takesNoAnswerOfAnotherForThatOfAStoreThatLacksTheObject() throws Exception {
    HttpServer ingress = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    ingress.createContext(
        "/",
        exchange -> {
          boolean withBody = exchange.getRequestMethod().equals("GET");
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(404, withBody ? 0 : -1);
          if (withBody) {
            exchange.getResponseBody().write(utf8("<h1>404 page not found</h1>"));
          }
          exchange.close();
        });
    ingress.start();
    try {
      ObjectStore behind = store("http://127.0.0.1:" + ingress.getAddress().getPort());

      assertThatThrownBy(() -> behind.size("any")).isInstanceOf(Unavailable.class);
    } finally {
      ingress.stop(0);
    }
  }

  @Test
  void listsKeysBelowAPrefixInOrder() {
    store.put(prefix + "b/2", utf8(""), TYPE);
    store.put(prefix + "b/1", utf8(""), TYPE);
    store.put(prefix + "c", utf8(""), TYPE);

    assertThat(store.list(prefix + "b/")).containsExactly(prefix + "b/1", prefix + "b/2");
  }

  @Test
  void namesTheObjectThatIsMissing() {
    assertThat(store.find(prefix + "none")).isEmpty();
    assertThat(store.size(prefix + "none")).isEmpty();
    assertThatThrownBy(() -> store.get(prefix + "none"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(prefix + "none");
  }

  @Test
  void deletesAnObjectOnceAndAgain() {
    store.put(prefix + "a", utf8("a"), TYPE);

    store.delete(prefix + "a");
    store.delete(prefix + "a");

    assertThat(store.find(prefix + "a")).isEmpty();
  }

  @Test
  void saysThatTheStoreIsUnavailableWhenNothingListens() {
    ObjectStore away = store("http://127.0.0.1:1");

    assertThatThrownBy(() -> away.find("any")).isInstanceOf(Unavailable.class);
  }

  private static ObjectStore store(String endpoint) {
    PartAddresses parts = RealParts.addresses();
    return new MinioObjectStore(
        MinioClient.builder()
            .endpoint(endpoint)
            .credentials(parts.accessKey(), parts.secretKey())
            .region("us-east-1")
            .build(),
        "modicum");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
