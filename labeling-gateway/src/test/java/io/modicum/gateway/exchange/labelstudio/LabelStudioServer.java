package io.modicum.gateway.exchange.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers as Label Studio's API reference says: "Import tasks"
 * (https://api.labelstud.io/api-reference/api-reference/projects/import-tasks), "Get task"
 * (…/tasks/get) and "Get project" (…/projects/get).
 */
public final class LabelStudioServer implements AutoCloseable {

  public static final String TOKEN = "abc123";
  public static final int PROJECT = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> tasks = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
  private final Set<Integer> broken = ConcurrentHashMap.newKeySet();
  private final AtomicInteger held = new AtomicInteger();
  private volatile CountDownLatch hold = new CountDownLatch(0);
  private String controls = interfaceWith("label");
  private final HttpServer server;

  private LabelStudioServer(HttpServer server) {
    this.server = server;
  }

  public static LabelStudioServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      LabelStudioServer studio = new LabelStudioServer(server);
      server.createContext("/", studio::answer);
      server.setExecutor(Executors.newCachedThreadPool());
      server.start();
      return studio;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Lets the next calls fail. */
  void fail(int calls) {
    failures.set(calls);
  }

  /** Answers no call from now on, until it is told to. */
  void hold() {
    hold = new CountDownLatch(1);
  }

  /** Answers all calls that it held, and those that come. */
  void release() {
    hold.countDown();
  }

  /** Returns how many calls wait for an answer. */
  int held() {
    return held.get();
  }

  private void waitWhileHeld() {
    held.incrementAndGet();
    try {
      hold.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    } finally {
      held.decrementAndGet();
    }
  }

  /** Refuses whatever is sent with an image of that index. */
  void refuse(int image) {
    refused.add(image);
  }

  void refuseNoMore() {
    refused.clear();
  }

  /** Fails whenever it is asked for the task of that number. */
  void breakTask(int number) {
    broken.add(number);
  }

  /** Calls the choices otherwise. */
  void nameChoices(String name) {
    controls = interfaceWith(name);
  }

  private static String interfaceWith(String choices) {
    return """
        {"%s": {"type": "Choices", "to_name": ["image"],
          "inputs": [{"type": "Image", "valueType": null, "value": "image"}],
          "labels": ["apple", "pear", "plum"]}}
        """
        .formatted(choices);
  }

  /** Returns the tasks that were imported; a task's number is its place, from 1. */
  List<JsonNode> tasks() {
    return List.copyOf(tasks);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    waitWhileHeld();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Token " + TOKEN).equals(authorization)) {
      send(exchange, 401, "{\"status_code\": 401, \"detail\": \"Invalid token.\"}");
    } else if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      send(exchange, 502, "");
    } else if (call.equals("POST /api/projects/" + PROJECT + "/import")) {
      take(exchange, JSON.readTree(body));
    } else if (call.equals("GET /api/projects/" + PROJECT + "/")) {
      send(
          exchange,
          200,
          String.format(
              Locale.ROOT,
              "{\"id\": %d, \"title\": \"fruit\", \"parsed_label_config\": %s}",
              PROJECT,
              controls));
    } else if (call.matches("GET /api/tasks/[0-9]+/")) {
      int number = Integer.parseInt(call.replaceAll("\\D+", ""));
      if (broken.contains(number)) {
        send(exchange, 500, "");
      } else if (number > tasks.size()) {
        send(exchange, 404, "{\"status_code\": 404, \"detail\": \"Not found.\"}");
      } else {
        send(exchange, 200, task(number));
      }
    } else {
      send(exchange, 404, "{\"status_code\": 404, \"detail\": \"Not found.\"}");
    }
  }

  private void take(HttpExchange exchange, JsonNode sent) throws IOException {
    for (JsonNode task : sent) {
      if (refused.contains(task.at("/data/modicum_image").asInt())) {
        send(
            exchange,
            400,
            "{\"status_code\": 400, \"detail\": \"Validation error\", \"validation_errors\":"
                + " {\"non_field_errors\": [\"Error at item 0\"]}}");
        return;
      }
    }
    sent.forEach(tasks::add);
    send(exchange, 201, imported(sent.size()));
  }

  private static String imported(int count) {
    return String.format(
        Locale.ROOT,
        """
        {"task_count": %d, "annotation_count": 0, "prediction_count": %d, "duration": 0.1,
         "file_upload_ids": [], "could_be_tasks_list": false, "found_formats": [],
         "data_columns": []}
        """,
        count,
        count);
  }

  private String task(int number) {
    return String.format(
        Locale.ROOT,
        """
        {"id": %d, "data": %s, "meta": {}, "created_at": "2021-08-17T13:51:02.590839Z",
         "is_labeled": true, "overlap": 1, "project": %d}
        """,
        number,
        tasks.get(number - 1).path("data"),
        PROJECT);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
