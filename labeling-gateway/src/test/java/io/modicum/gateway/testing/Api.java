package io.modicum.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The gateway as its clients see it. */
public final class Api {

  /** The name of whoever holds the first key. */
  public static final String ADMIN = "admin";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As in {@code META-INF/microprofile-config.properties}. */
  private static final String FIRST_KEY = "modicum_first_" + "0123456789abcdef".repeat(4);

  private final URI root;
  private final HttpClient http;
  private final Optional<String> bearer;

  private Api(URI root, HttpClient http, Optional<String> bearer) {
    this.root = root;
    this.http = http;
    this.bearer = bearer;
  }

  /** The gateway as the operator sees it, who holds the first key. */
  public static Api admin(URI root) {
    return admin(root, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  public static Api admin(URI root, HttpClient http) {
    return new Api(root, http, Optional.of(FIRST_KEY));
  }

  /** The same gateway as the holder of a key or token sees it. */
  public Api as(String credential) {
    return new Api(root, http, Optional.of(credential));
  }

  /** The same gateway as those see it who do not say who they are. */
  public Api anonymous() {
    return new Api(root, http, Optional.empty());
  }

  /**
   * The same gateway as the holder of a new key sees it.
   *
   * @param fields of the key, with single quotes in place of double ones
   */
  public Api withKey(String fields) {
    return as(post("/api/v1/keys", "{" + fields + "}").json().path("secret").asText());
  }

  /** An answer, with its body as JSON if it is JSON. */
  public record Answer(int status, HttpHeaders headers, byte[] bytes) {
    public String contentType() {
      return header("Content-Type");
    }

    /** Returns a header's value, or an empty text if there is no such header. */
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    public JsonNode json() {
      return read(bytes);
    }
  }

  /**
   * @param headers names and values in turns
   */
  public Answer get(String path, String... headers) {
    return send(with(headers, to(path)));
  }

  /** Sends a body with single quotes in place of double ones. */
  public Answer post(String path, String body, String... headers) {
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return send(path, "application/json", json, headers);
  }

  public Answer send(String path, String contentType, byte[] body, String... headers) {
    return send(
        with(headers, to(path))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /** Puts a body with single quotes in place of double ones. */
  public Answer put(String path, String body, String... headers) {
    return send(
        with(headers, to(path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  public Answer send(String method, String path) {
    return send(to(path).method(method, BodyPublishers.noBody()));
  }

  /**
   * Returns the answer to a request with an empty body, whose own body is read only if it refuses.
   *
   * @param contentType of the empty body, or empty for none
   */
  public Answer begin(String method, String path, String contentType) {
    HttpRequest.Builder request = to(path).method(method, BodyPublishers.noBody());
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    HttpResponse<InputStream> response = receive(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      byte[] refusal = response.statusCode() < 400 ? new byte[0] : body.readAllBytes();
      return new Answer(response.statusCode(), response.headers(), refusal);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns what a stream of server-sent events says, as long as it is read. */
  public Stream<JsonNode> events(String path) {
    HttpRequest request = to(path).build();
    String data = "data:";
    return receive(request, BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith(data))
        .map(line -> read(line.substring(data.length()).getBytes(StandardCharsets.UTF_8)));
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path));
    bearer.ifPresent(credential -> request.header("Authorization", "Bearer " + credential));
    return request;
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
