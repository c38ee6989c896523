package io.modicum.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The gateway as its clients see it. */
final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI root;

  Api(URI root) {
    this.root = root;
  }

  /** An answer, with its body as JSON if it is JSON. */
  record Answer(int status, HttpHeaders headers, byte[] bytes) {
    String contentType() {
      return header("Content-Type");
    }

    /** Returns a header's value, or an empty text if there is no such header. */
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    JsonNode json() {
      return read(bytes);
    }
  }

  /**
   * @param headers names and values in turns
   */
  Answer get(String path, String... headers) {
    return send(with(headers, HttpRequest.newBuilder(root.resolve(path))));
  }

  /** Sends a body with single quotes in place of double ones. */
  Answer post(String path, String body, String... headers) {
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return send(path, "application/json", json, headers);
  }

  Answer send(String path, String contentType, byte[] body, String... headers) {
    return send(
        with(headers, HttpRequest.newBuilder(root.resolve(path)))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /** Puts a body with single quotes in place of double ones. */
  Answer put(String path, String body, String... headers) {
    return send(
        with(headers, HttpRequest.newBuilder(root.resolve(path)))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  Answer send(String method, String path) {
    return send(HttpRequest.newBuilder(root.resolve(path)).method(method, BodyPublishers.noBody()));
  }

  /** Returns what a stream of server-sent events says, as long as it is read. */
  Stream<JsonNode> events(String path) {
    HttpRequest request = HttpRequest.newBuilder(root.resolve(path)).build();
    String data = "data:";
    return receive(request, BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith(data))
        .map(line -> read(line.substring(data.length()).getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpRequest.Builder with(String[] headers, HttpRequest.Builder request) {
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  private Answer send(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = receive(request.build(), BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  private <B> HttpResponse<B> receive(HttpRequest request, HttpResponse.BodyHandler<B> body) {
    try {
      return http.send(request, body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
