package io.modicum.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver of webhooks that keeps all who call waiting until it is let go. */
final class HeldCalls implements AutoCloseable {

  private final List<Call> held = new CopyOnWriteArrayList<>();
  private final List<Call> answered = new CopyOnWriteArrayList<>();
  private final CountDownLatch go = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  /**
   * A call of a webhook.
   *
   * @param message its {@code webhook-id}
   */
  record Call(String path, String message) {}

  HeldCalls() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void take(HttpExchange exchange) throws IOException {
    Call call =
        new Call(
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("webhook-id"));
    boolean late = go.getCount() == 0;
    (late ? answered : held).add(call);
    try (exchange) {
      go.await();
      exchange.sendResponseHeaders(200, -1);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the calls that came before all were let go. */
  List<Call> held() {
    return List.copyOf(held);
  }

  /** Returns the calls that came later, and were answered at once. */
  List<Call> answered() {
    return List.copyOf(answered);
  }

  void letGo() {
    go.countDown();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
