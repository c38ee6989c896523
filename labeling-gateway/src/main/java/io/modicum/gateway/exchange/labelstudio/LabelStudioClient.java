package io.modicum.gateway.exchange.labelstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.gateway.exchange.format.FieldMapping;
import io.modicum.gateway.exchange.format.JsonText;
import io.modicum.gateway.exchange.format.labelstudio.LabelStudioJson;
import io.modicum.gateway.outgoing.AddressGuard;
import io.modicum.gateway.outgoing.GuardedHttp;
import io.modicum.gateway.sealing.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Label Studio's REST API (https://api.labelstud.io), as far as the bridge needs it. Every method
 * throws {@link InvalidInput} if Label Studio refuses, {@link Unavailable} if it does not answer.
 */
@ApplicationScoped
class LabelStudioClient {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long MOST_BYTES = 16L << 20;
  private static final long MOST_REASON_BYTES = 300;

  /** Statuses that say that what was sent is at fault. */
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

  private final AddressGuard guard;
  private final OkHttpClient http;
  private final Secrets secrets;

  LabelStudioClient(AddressGuard guard, GuardedHttp http, Secrets secrets) {
    this.guard = guard;
    this.http = http.client(TIMEOUT);
    this.secrets = secrets;
  }

  /** Asks whether a project is there and may be used ("Get project"). */
  void requireProject(String url, String token, long project) {
    JsonNode controls =
        call(address(url, "api/projects/" + project + "/"), token).path("parsed_label_config");
    JsonNode choices = controls.path(LabelStudioJson.LABEL);
    boolean fits =
        choices.path("type").asText().equals("Choices")
            && choices.path("inputs").path(0).path("value").asText().equals(FieldMapping.IMAGE);
    if (!controls.isEmpty() && !fits) {
      throw new InvalidInput(
          "project",
          "must have a labelling interface with an Image of the value $image, and Choices of it"
              + " named "
              + LabelStudioJson.LABEL
              + "; it has "
              + controls);
    }
  }

  /** Returns whether a bridge's project can be had. */
  boolean answers(Bridge bridge) {
    try {
      requireProject(bridge.url(), secrets.open(bridge.sealedToken()), bridge.project());
      return true;
    } catch (RuntimeException none) {
      return false;
    }
  }

  /**
   * Imports tasks with their predictions ("Import tasks").
   *
   * @return why the project takes none of them, or empty if it has them
   */
  Optional<String> importTasks(Bridge bridge, List<LabelStudioJson.Task> tasks) {
    try {
      RequestBody body = RequestBody.create(JsonText.MAPPER.writeValueAsBytes(tasks), JSON);
      HttpUrl address = address(bridge.url(), "api/projects/" + bridge.project() + "/import");
      Request request = request(address, secrets.open(bridge.sealedToken())).post(body).build();
      try (Response response = http.newCall(request).execute()) {
        if (REFUSALS.contains(response.code())) {
          return Optional.of(
              "Label Studio answered "
                  + response.code()
                  + ": "
                  + response.peekBody(MOST_REASON_BYTES).string());
        }
        requireSuccess(response);
        return Optional.empty();
      }
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    } catch (IOException away) {
      throw new Unavailable("Label Studio", away);
    }
  }

  /** Returns a task by its number in Label Studio ("Get task"). */
  JsonNode task(Bridge bridge, long task) {
    return call(
        address(bridge.url(), "api/tasks/" + task + "/"), secrets.open(bridge.sealedToken()));
  }

  private HttpUrl address(String url, String path) {
    return guard.require("url", url).newBuilder().addPathSegments(path).build();
  }

  private static Request.Builder request(HttpUrl address, String token) {
    return new Request.Builder().url(address).header("Authorization", "Token " + token);
  }

  private static void requireSuccess(Response response) {
    if (response.code() >= 500) {
      throw new Unavailable("Label Studio", new IOException("status " + response.code()));
    }
    if (!response.isSuccessful()) {
      throw new InvalidInput(
          "labelStudio",
          "answered "
              + response.code()
              + " to "
              + response.request().url()
              + "; check url, project and token");
    }
  }

  private JsonNode call(HttpUrl address, String token) {
    try (Response response = http.newCall(request(address, token).build()).execute()) {
      requireSuccess(response);
      return JsonText.MAPPER.readTree(response.peekBody(MOST_BYTES).bytes());
    } catch (JsonProcessingException noJson) {
      throw new InvalidInput(
          "labelStudio", "gave no JSON at " + address + "; check the url", noJson);
    } catch (IOException away) {
      throw new Unavailable("Label Studio", away);
    }
  }
}
