package io.modicum.gateway.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.modicum.gateway.testing.GatewayTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An HTTP server that takes messages, and answers 200 unless it is told otherwise. */
public final class Receiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Queue<Message> heard = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  private Receiver(HttpServer server) {
    this.server = server;
  }

  /** A message as it came. */
  public record Message(
      String path,
      String id,
      String timestamp,
      String signature,
      String authorization,
      String body) {

    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException noJson) {
        throw new UncheckedIOException(noJson);
      }
    }

    /** Verifies the signature as the Standard Webhooks specification tells receivers to. */
    public boolean verified(String secret) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String content = id + "." + timestamp + "." + body;
        byte[] signed = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        return signature.equals("v1," + Base64.getEncoder().encodeToString(signed));
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  public static Receiver start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Receiver receiver = new Receiver(server);
      server.createContext("/", receiver::take);
      server.setExecutor(Executors.newCachedThreadPool());
      server.start();
      return receiver;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** Says what to answer next; 0 closes the connection without an answer. */
  void answer(int... statuses) {
    for (int status : statuses) {
      answers.add(status);
    }
  }

  /** Waits until so many messages of a kind have come, and returns them. */
  public List<Message> hear(int count, Predicate<Message> kind) {
    return GatewayTest.await(
        () -> heard.stream().filter(kind).toList(), messages -> messages.size() >= count);
  }

  private void take(HttpExchange exchange) throws IOException {
    heard.add(
        new Message(
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("webhook-id"),
            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
            exchange.getRequestHeaders().getFirst("webhook-signature"),
            exchange.getRequestHeaders().getFirst("Authorization"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Integer status = answers.poll();
    if (status == null || status > 0) {
      exchange.sendResponseHeaders(status == null ? 200 : status, -1);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
