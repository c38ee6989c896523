package io.modicum.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** The gateway as its clients see it. */
final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI root;

  Api(URI root) {
    this.root = root;
  }

  /** An answer, with its body as JSON if it is JSON. */
  record Answer(int status, String contentType, byte[] bytes) {
    JsonNode json() {
      try {
        return JSON.readTree(bytes);
      } catch (IOException noJson) {
        throw new UncheckedIOException(noJson);
      }
    }
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(root.resolve(path)));
  }

  /** Sends a body with single quotes in place of double ones. */
  Answer post(String path, String body) {
    return send(path, "application/json", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  Answer send(String path, String contentType, byte[] body) {
    return send(
        HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  Answer send(String method, String path) {
    return send(HttpRequest.newBuilder(root.resolve(path)).method(method, BodyPublishers.noBody()));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
