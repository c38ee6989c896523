package io.modicum.local.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The labelling gateway's REST API, as far as a campaign needs it. */
public final class Gateway {

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI address;
  private final String key;

  /**
   * @param key the API key to show
   */
  public Gateway(URI address, String key) {
    this.address = address;
    this.key = key;
  }

  /** Makes an API key of a role and returns what its holder sends. */
  public String createKey(String name, String role) throws IOException, InterruptedException {
    JsonNode request = json.createObjectNode().put("name", name).put("role", role);
    return post("keys", request).path("secret").asText();
  }

  /** Uploads an archive and returns the registered dataset. */
  public JsonNode register(String name, Path archive) throws IOException, InterruptedException {
    String query =
        "?name=" + encode(name) + "&fileName=" + encode(archive.getFileName().toString());
    return upload("datasets" + query, archive);
  }

  /** Uploads an ONNX file and returns the registered backbone. */
  public JsonNode registerBackbone(String name, Path network)
      throws IOException, InterruptedException {
    return upload("backbones?name=" + encode(name), network);
  }

  /** Returns a registered backbone. */
  public JsonNode backbone(String id) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(resolve("backbones/" + id)));
  }

  private JsonNode upload(String path, Path file) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(resolve(path))
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofFile(file)));
  }

  /** Returns a dataset. */
  public JsonNode dataset(String id) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(resolve("datasets/" + id)));
  }

  /** Returns the acquisition functions that a campaign can name. */
  public JsonNode acquisitionFunctions() throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(resolve("acquisition-functions")));
  }

  /** Starts a campaign and returns it. */
  public JsonNode start(JsonNode specification) throws IOException, InterruptedException {
    return post("campaigns", specification);
  }

  /** Returns a campaign with its stages and curve. */
  public JsonNode campaign(String id) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(resolve("campaigns/" + id)));
  }

  /** Returns a campaign, or empty if there is none, such as after it was deleted. */
  public Optional<JsonNode> findCampaign(String id) throws IOException, InterruptedException {
    HttpResponse<String> response = ask(HttpRequest.newBuilder(resolve("campaigns/" + id)));
    return response.statusCode() == 404 ? Optional.empty() : Optional.of(read(response));
  }

  /** Returns all campaigns. */
  public JsonNode campaigns() throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(resolve("campaigns")));
  }

  private JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return read(ask(request));
  }

  private HttpResponse<String> ask(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + key)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode read(HttpResponse<String> response) throws IOException {
    JsonNode body = json.readTree(response.body());
    if (response.statusCode() >= 400) {
      throw new IOException("the gateway refused: " + body.path("detail").asText(response.body()));
    }
    return body;
  }

  private URI resolve(String path) {
    return address.resolve("/api/v1/" + path);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
