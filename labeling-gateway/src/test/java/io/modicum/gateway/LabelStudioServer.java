package io.modicum.gateway;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers as Label Studio's API reference says: "Import tasks"
 * (https://api.labelstud.io/api-reference/api-reference/projects/import-tasks), "Get task"
 * (…/tasks/get) and "Get project" (…/projects/get).
 */
final class LabelStudioServer implements AutoCloseable {

  static final String TOKEN = "abc123";
  static final int PROJECT = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> tasks = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final HttpServer server;

  private LabelStudioServer(HttpServer server) {
    this.server = server;
  }

  static LabelStudioServer start() {
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

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Lets the next calls fail. */
  void fail(int calls) {
    failures.set(calls);
  }

  /** Returns the tasks that were imported; a task's number is its place, from 1. */
  List<JsonNode> tasks() {
    return List.copyOf(tasks);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Token " + TOKEN).equals(authorization)) {
      send(exchange, 401, "{\"status_code\": 401, \"detail\": \"Invalid token.\"}");
    } else if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      send(exchange, 502, "");
    } else if (call.equals("POST /api/projects/" + PROJECT + "/import")) {
      JSON.readTree(body).forEach(tasks::add);
      send(exchange, 201, imported(JSON.readTree(body).size()));
    } else if (call.equals("GET /api/projects/" + PROJECT + "/")) {
      send(
          exchange, 200, String.format(Locale.ROOT, "{\"id\": %d, \"title\": \"fruit\"}", PROJECT));
    } else if (call.matches("GET /api/tasks/[0-9]+/")) {
      int number = Integer.parseInt(call.replaceAll("\\D+", ""));
      send(exchange, 200, task(number));
    } else {
      send(exchange, 404, "{\"status_code\": 404, \"detail\": \"Not found.\"}");
    }
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
    server.stop(0);
  }
}
